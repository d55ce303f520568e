"""Returns the status without a child.

caught_by = "test_the_status_of_the_child_comes_back"
words = ["no process was made"]
"""

import os


def child_exits_with(code):
    return code & 0xFF


def exits_and_says_so(code, log):
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
