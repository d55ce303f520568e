"""Flushes the write end instead of closing it: the message arrives, the end does not.

caught_by = "test_what_goes_in_comes_out"
cause = "own-write-end"
words = ["waits for the end of pipe A", "it still holds the write end itself: `way_in`"]
"""

import os


def write_then_read(message):
    reader, writer = os.pipe()
    with open(reader) as way_out, open(writer, "w") as way_in:
        way_in.write(message)
        way_in.flush()
        return way_out.read()
