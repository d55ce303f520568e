"""Never unblocks the signal.

caught_by = "test_afterwards_sigusr1_is_what_it_was"
words = ["SIGUSR1 still is blocked"]
"""

import os
import signal


def ready(writer, reader):
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    os.write(writer, b"ready")
    os.read(reader, 1)
    signal.sigwait({signal.SIGUSR1})
