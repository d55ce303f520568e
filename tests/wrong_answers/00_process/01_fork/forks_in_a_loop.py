"""Forks again and again, in the parent and in each child.

caught_by = "test_the_status_of_the_child_comes_back"
words = ["processes"]
"""

import os


def child_exits_with(code):
    while True:
        child = os.fork()
        if child:
            os.waitpid(child, 0)


def exits_and_says_so(code, log):
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
