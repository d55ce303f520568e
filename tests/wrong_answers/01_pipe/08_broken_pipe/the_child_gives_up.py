"""The child keeps its read end, and its alarm raises an exception that ends the writing.

caught_by = "test_the_child_notices_that_its_reader_has_gone"
words = ["The child exited"]
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


def give_up(signum, frame):
    raise TimeoutError


def first_line_of_many():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGALRM, give_up)
        signal.setitimer(signal.ITIMER_REAL, 1)
        try:
            write_until_it_breaks(writer)
        except TimeoutError:
            pass
        os._exit(0)
    os.close(writer)
    line = os.read(reader, len(LINE))
    os.close(reader)
    os.waitpid(child, 0)
    return line
