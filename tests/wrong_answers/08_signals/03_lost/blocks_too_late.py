"""Says that it is ready before it is.

caught_by = "test_a_signal_that_comes_early_is_not_lost"
apart = "crashed"
words = ["SIGUSR1"]
"""

import os
import signal


def ready(writer, reader):
    os.write(writer, b"ready")
    os.read(reader, 1)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    signal.sigwait({signal.SIGUSR1})
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
