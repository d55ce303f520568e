"""Leaves its own write end open.

caught_by = "test_one_client_comes_after_the_other"
cause = "left-behind"
words = ["the write end of a pipe"]
"""

import os


def serve(path, count):
    with open(path, "rb") as fifo:
        writer = os.open(path, os.O_WRONLY)
        return [fifo.readline().decode().rstrip("\n") for _ in range(count)]
