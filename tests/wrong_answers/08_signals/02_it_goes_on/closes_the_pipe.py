"""The handler closes the read end, in the hope that the read then fails.

caught_by = "test_the_signal_ends_the_wait"
words = ["OSError"]
"""

import os
import signal


def read_unless(reader):
    before = signal.signal(signal.SIGUSR1, lambda number, frame: os.close(reader))
    data = os.read(reader, 100)
    signal.signal(signal.SIGUSR1, before)
    return data
