"""Waits for the child, and returns the code that it was given, not the status.

caught_by = "test_of_a_code_the_lowest_8_bits_arrive"
words = ["259", "expected 3"]
"""

import os


def child_exits_with(code):
    child = os.fork()
    if child == 0:
        os._exit(code)
    os.waitpid(child, 0)
    return code


def exits_and_says_so(code, log):
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
