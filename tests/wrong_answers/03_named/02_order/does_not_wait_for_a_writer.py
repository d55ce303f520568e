"""The reader opens with O_NONBLOCK, and waits from then on: before anybody is there it reads the end.

caught_by = "test_each_side_is_waited_for_twice"
words = ["it did not wait for what comes next"]
"""

import os


def meet(there, back, first):
    reader = os.open(back, os.O_RDONLY | os.O_NONBLOCK)
    writer = os.open(there, os.O_WRONLY)
    os.set_blocking(reader, True)
    return writer, reader
