"""A line is read, and the one that is returned was known before.

caught_by = "test_the_line_that_came_is_returned"
words = ["it was to return what it has read"]
"""

import os

LINE = b"Another one bites the dust\n"


def write_until_it_breaks(writer):
    written = 0
    try:
        while True:
            os.write(writer, LINE)
            written += 1
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
    os.read(reader, len(LINE))
    os.close(reader)
    os.waitpid(child, 0)
    return LINE
