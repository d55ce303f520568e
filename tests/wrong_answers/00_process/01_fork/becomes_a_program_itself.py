"""The parent becomes another program: exec replaces the process that calls it.

caught_by = "test_the_status_of_the_child_comes_back"
apart = "crashed"
words = ["exec"]
"""

import os


def child_exits_with(code):
    os.execvp("sh", ["sh", "-c", f"exit {code}"])


def exits_and_says_so(code, log):
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
