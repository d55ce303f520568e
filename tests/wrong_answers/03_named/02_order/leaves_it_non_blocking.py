"""The reader does not wait, and does not do so afterwards either.

caught_by = "test_each_descriptor_is_one_end"
words = ["O_NONBLOCK"]
"""

import os


def meet(there, back, first):
    if first:
        writer = os.open(there, os.O_WRONLY)
        reader = os.open(back, os.O_RDONLY | os.O_NONBLOCK)
    else:
        reader = os.open(back, os.O_RDONLY | os.O_NONBLOCK)
        writer = os.open(there, os.O_WRONLY)
    return (writer, reader)
