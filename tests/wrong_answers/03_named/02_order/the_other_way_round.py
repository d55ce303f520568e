"""Each opens first what it writes.

caught_by = "test_both_sides_meet"
cause = "fifo-half-open"
words = ["for writing, and nobody opens it for reading"]
"""

import os


def meet(there, back, first):
    if first:
        writer = os.open(there, os.O_WRONLY)
        reader = os.open(back, os.O_RDONLY)
    else:
        writer = os.open(there, os.O_WRONLY)
        reader = os.open(back, os.O_RDONLY)
    return (writer, reader)
