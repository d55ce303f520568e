"""Asks the wrong way round: the parent exits, and the child waits for a process that is none of its own.

caught_by = "test_the_status_of_the_child_comes_back"
cause = "escaped-child"
words = ["ChildProcessError", "forked in `child_exits_with`"]
"""

import os


def child_exits_with(code):
    child = os.fork()
    if child:
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def exits_and_says_so(code, log):
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
