"""Waits for an event that the handler sets: Python runs handlers between two calls, and so never while it waits.

caught_by = "test_a_signal_in_the_moment_before_would_not_be_lost"
words = ["ready slept in futex"]
"""

import os
import signal
import threading


def ready(writer, reader):
    told = threading.Event()
    before = signal.signal(signal.SIGUSR1, lambda number, frame: told.set())
    os.write(writer, b"ready")
    os.read(reader, 1)
    told.wait()
    signal.signal(signal.SIGUSR1, before)
