"""Blocks the signal, but lets it come before it sleeps.

caught_by = "test_a_signal_that_comes_early_is_not_lost"
cause = "signal-never-comes"
words = ["waits for a signal, and nobody is left to send one"]
"""

import os
import signal


def ready(writer, reader):
    before = signal.signal(signal.SIGUSR1, lambda number, frame: None)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    os.write(writer, b"ready")
    os.read(reader, 1)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR1})
    signal.pause()
    signal.signal(signal.SIGUSR1, before)
