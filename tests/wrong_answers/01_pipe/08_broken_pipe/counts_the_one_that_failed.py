"""Counts each line before it is written, even the one that fails.

caught_by = "test_without_a_reader_nothing_is_written"
words = ["returned 1, expected 0"]
"""

import os

LINE = b"Another one bites the dust\n"


def write_until_it_breaks(writer):
    written = 0
    try:
        while True:
            written += 1
            os.write(writer, LINE)
    except BrokenPipeError:
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
