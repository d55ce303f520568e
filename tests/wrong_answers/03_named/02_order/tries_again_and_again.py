"""Tries to open without waiting, and naps in between.

caught_by = "test_the_first_waits_for_a_stranger"
words = ["sleeps for a time of its own"]
"""

import os
import time


def open_to_write(path):
    while True:
        try:
            writer = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.001)
        else:
            os.set_blocking(writer, True)
            return writer


def meet(there, back, first):
    if first:
        writer = open_to_write(there)
        reader = os.open(back, os.O_RDONLY)
    else:
        reader = os.open(back, os.O_RDONLY)
        writer = open_to_write(there)
    return (writer, reader)
