"""Lets no write wait, neither now nor later, whoever may expect that.

caught_by = "test_each_descriptor_is_one_end"
words = ["O_NONBLOCK"]
"""

import os


def meet(there, back, first):
    if first:
        writer = os.open(there, os.O_WRONLY)
        reader = os.open(back, os.O_RDONLY)
    else:
        reader = os.open(back, os.O_RDONLY)
        writer = os.open(there, os.O_WRONLY)
    os.set_blocking(writer, False)
    return (writer, reader)
