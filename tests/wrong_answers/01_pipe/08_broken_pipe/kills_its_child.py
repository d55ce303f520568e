"""Kills the child when the first line has come.

caught_by = "test_the_child_notices_that_its_reader_has_gone"
words = ["The child was killed: it was to end because its pipe breaks."]
"""

import os
import signal

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
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reader)
    return line
