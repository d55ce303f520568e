"""Asks by siginterrupt that reads are interrupted: they are, and Python takes them up again.

caught_by = "test_the_signal_ends_the_wait"
cause = "own-write-end"
words = ["Your process waits for data from pipe A"]
"""

import os
import signal


def read_unless(reader):
    before = signal.signal(signal.SIGUSR1, lambda number, frame: None)
    signal.siginterrupt(signal.SIGUSR1, True)
    try:
        return os.read(reader, 100)
    except InterruptedError:
        return None
    finally:
        signal.signal(signal.SIGUSR1, before)
