"""The child dies of the error, in the middle of its parent's function.

caught_by = "test_without_a_reader_nothing_is_written"
words = ["BrokenPipeError", "EPIPE", "nobody holds the read end"]
"""

import os

LINE = b"Another one bites the dust\n"


def write_until_it_breaks(writer):
    written = 0
    while os.write(writer, LINE):
        written += 1
    os.close(writer)
    return written


def first_line_of_many():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        write_until_it_breaks(writer)
        os._exit(0)
    os.close(writer)
    line = os.read(reader, len(LINE))
    os.close(reader)
    os.waitpid(child, 0)
    return line
