"""Writes 3000 lines at most, which no reader of a test had ever wanted.

caught_by = "test_it_writes_for_as_long_as_somebody_reads"
words = ["100000 lines"]
"""

import os

LINE = b"Another one bites the dust\n"


def write_until_it_breaks(writer):
    n = 0
    try:
        for _ in range(3000):
            os.write(writer, LINE)
            n += 1
    except BrokenPipeError:
        pass
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
