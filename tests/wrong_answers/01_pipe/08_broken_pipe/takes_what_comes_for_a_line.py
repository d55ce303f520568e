"""Takes all that one read returns for the first line: it may be more than one.

caught_by = "test_the_child_notices_that_its_reader_has_gone"
words = ["the first line is 27 bytes, first_line_of_many returned 100"]
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
    line = os.read(reader, 100)
    os.close(reader)
    os.waitpid(child, 0)
    return line
