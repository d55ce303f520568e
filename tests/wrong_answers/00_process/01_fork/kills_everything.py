"""Sends a signal to number -1, which means every process there is.

caught_by = "test_the_status_of_the_child_comes_back"
words = ["kill"]
"""

import os
import signal


def child_exits_with(code):
    child = os.fork()
    if child == 0:
        signal.pause()
    os.kill(-1, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def exits_and_says_so(code, log):
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
