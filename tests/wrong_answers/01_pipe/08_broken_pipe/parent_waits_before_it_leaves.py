"""The parent waits for its child before it closes the read end: the child waits for room.

caught_by = "test_the_child_notices_that_its_reader_has_gone"
cause = "nobody-reads"
words = ["The child waits for room in pipe A", "the parent holds the read end"]
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
    line = os.read(reader, len(LINE))
    os.waitpid(child, 0)
    os.close(reader)
    return line
