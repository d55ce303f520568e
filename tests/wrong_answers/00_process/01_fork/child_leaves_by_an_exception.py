"""The child leaves with sys.exit: the exception runs the `finally` of the caller on its way.

caught_by = "test_only_the_parent_comes_back"
words = ["written once, by the parent", "which way does the child leave?"]
"""

import os
import sys


def child_exits_with(code):
    child = os.fork()
    if child == 0:
        sys.exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def exits_and_says_so(code, log):
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
