"""Closes the descriptor below the file object: what the object still had in its buffer is lost.

caught_by = "test_what_goes_in_comes_out"
words = ["Into the pipe I go..."]
"""

import os


def write_then_read(message):
    reader, writer = os.pipe()
    way_in = open(writer, "w", closefd=False)
    way_in.write(message)
    os.close(writer)
    with open(reader) as way_out:
        return way_out.read()
