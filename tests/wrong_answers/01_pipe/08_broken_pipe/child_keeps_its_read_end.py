"""The child keeps its copy of the read end, and so the pipe never breaks.

caught_by = "test_the_child_notices_that_its_reader_has_gone"
cause = "nobody-reads"
words = ["waits for room in pipe A", "itself holds the read end: `reader`"]
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
        write_until_it_breaks(writer)
        os._exit(0)
    os.close(writer)
    line = os.read(reader, len(LINE))
    os.close(reader)
    os.waitpid(child, 0)
    return line
