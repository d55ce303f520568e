"""Wakes up ten times a second to look at the note.

caught_by = "test_the_signal_ends_the_wait"
words = ["sleeps for a time of its own"]
"""

import os
import select
import signal


def read_unless(reader):
    told = []
    before = signal.signal(signal.SIGUSR1, lambda number, frame: told.append(number))
    while not told:
        if select.select([reader], [], [], 0.1)[0]:
            break
    signal.signal(signal.SIGUSR1, before)
    return None if told else os.read(reader, 100)
