"""Takes the number of the child for its status.

caught_by = "test_the_status_of_the_child_comes_back"
words = ["`child_exits_with(42)` returned", "expected 42"]
"""

import os


def child_exits_with(code):
    child = os.fork()
    if child == 0:
        os._exit(code)
    os.waitpid(child, 0)
    return child


def exits_and_says_so(code, log):
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
