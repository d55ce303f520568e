"""Returns what waitpid gives, in which the exit status stands 8 bits further up.

caught_by = "test_the_status_of_the_child_comes_back"
words = ["10752", "expected 42"]
"""

import os


def child_exits_with(code):
    child = os.fork()
    if child == 0:
        os._exit(code)
    return os.waitpid(child, 0)[1]


def exits_and_says_so(code, log):
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
