"""Holds a write end, and still waits for the end of file.

caught_by = "test_one_client_comes_after_the_other"
cause = "own-write-end"
words = ["it still holds the write end itself"]
"""


def serve(path, count):
    with open(path, "rb") as fifo, open(path, "wb"):
        return fifo.read().decode().splitlines()[:count]
