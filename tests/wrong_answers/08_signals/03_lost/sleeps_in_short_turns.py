"""Sleeps for a hundredth of a second, and looks again.

caught_by = "test_a_signal_that_comes_late_is_waited_for"
words = ["sleeps for a time of its own"]
"""

import os
import signal
import time


def ready(writer, reader):
    told = []
    before = signal.signal(signal.SIGUSR1, lambda number, frame: told.append(number))
    os.write(writer, b"ready")
    os.read(reader, 1)
    while not told:
        time.sleep(0.01)
    signal.signal(signal.SIGUSR1, before)
