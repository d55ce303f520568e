"""A nap is to be longer than the child needs; it says nothing of whether the child has exited.

caught_by = "test_after_is_written_when_the_child_has_exited"
words = ["while the child was still there"]
"""

import os
import time


def three_lines(writer):
    os.write(writer, b"before\n")
    child = os.fork()
    if child == 0:
        os.write(writer, b"child\n")
        os._exit(0)
    time.sleep(0.3)
    os.write(writer, b"after\n")
    os.close(writer)
    os.waitpid(child, 0)
