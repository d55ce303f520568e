"""Opens both for reading and writing, so that nothing has to wait.

caught_by = "test_the_first_waits_for_a_stranger"
cause = "own-write-end"
words = ["it still holds the write end itself"]
"""

import os


def meet(there, back, first):
    if first:
        writer = os.open(there, os.O_RDWR)
        reader = os.open(back, os.O_RDWR)
    else:
        reader = os.open(back, os.O_RDWR)
        writer = os.open(there, os.O_RDWR)
    return (writer, reader)
