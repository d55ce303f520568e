"""Opens in the order of the names: it agrees with itself, and with no stranger.

caught_by = "test_the_second_waits_for_a_stranger"
cause = "fifo-half-open"
words = ["nobody opens it"]
"""

import os


def meet(there, back, first):
    if there < back:
        writer = os.open(there, os.O_WRONLY)
        reader = os.open(back, os.O_RDONLY)
    else:
        reader = os.open(back, os.O_RDONLY)
        writer = os.open(there, os.O_WRONLY)
    return (writer, reader)
