"""Nobody waits for the child: it stays as a zombie.

caught_by = "test_the_status_of_the_child_comes_back"
words = ["42"]
"""

import os


def child_exits_with(code):
    child = os.fork()
    if child == 0:
        os._exit(code)
    return code & 0xFF


def exits_and_says_so(code, log):
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
