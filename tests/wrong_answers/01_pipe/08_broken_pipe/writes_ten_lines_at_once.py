"""Writes ten lines with one write.

caught_by = "test_each_line_is_one_write"
words = ["each with a write of its own"]
"""

import os

LINE = b"Another one bites the dust\n"


def write_until_it_breaks(writer):
    n = 0
    try:
        while True:
            os.write(writer, LINE * 10)
            n += 10
    except BrokenPipeError:
        os.close(writer)
    return n


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
