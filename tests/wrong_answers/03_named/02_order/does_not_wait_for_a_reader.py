"""The writer opens with O_NONBLOCK, when nobody has opened to read yet.

caught_by = "test_the_first_waits_for_a_stranger"
words = ["No such device or address"]
"""

import os


def meet(there, back, first):
    if first:
        writer = os.open(there, os.O_WRONLY | os.O_NONBLOCK)
        reader = os.open(back, os.O_RDONLY)
    else:
        reader = os.open(back, os.O_RDONLY)
        writer = os.open(there, os.O_WRONLY)
    return (writer, reader)
