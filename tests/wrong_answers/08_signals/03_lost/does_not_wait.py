"""Blocks the signal, looks once whether it is pending, and goes on.

caught_by = "test_a_signal_that_comes_late_is_waited_for"
words = ["it did not wait"]
"""

import os
import signal


def ready(writer, reader):
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    os.write(writer, b"ready")
    os.read(reader, 1)
    if signal.SIGUSR1 in signal.sigpending():
        signal.sigwait({signal.SIGUSR1})
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
