"""The handler stays when the function has returned.

caught_by = "test_afterwards_sigusr1_is_what_it_was"
words = ["SIGUSR1 still calls your handler"]
"""

import os
import select
import signal


def read_unless(reader):
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    signal.signal(signal.SIGUSR1, lambda number, frame: None)
    signal.set_wakeup_fd(wakes)
    ready, _, _ = select.select([reader, woken], [], [])
    signal.set_wakeup_fd(-1)
    os.close(woken)
    os.close(wakes)
    return os.read(reader, 100) if reader in ready else None
