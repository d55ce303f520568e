"""The child keeps its read end, and waits in a full pipe until its own alarm ends it.

caught_by = "test_the_child_notices_that_its_reader_has_gone"
words = ["was killed", "because its pipe breaks"]
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
        return written
    finally:
        os.close(writer)


def first_line_of_many():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_REAL, 1)
        write_until_it_breaks(writer)
        os._exit(0)
    os.close(writer)
    line = os.read(reader, len(LINE))
    os.close(reader)
    os.waitpid(child, 0)
    return line
