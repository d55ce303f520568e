"""Closes the pipe, and leaves its number as the one that gets a byte for each signal.

caught_by = "test_the_signal_ends_the_wait"
cause = "left-behind"
words = ["the wake-up descriptor, which `read_unless` has set"]
"""

import os
import select
import signal


def read_unless(reader):
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    before = signal.signal(signal.SIGUSR1, lambda number, frame: None)
    signal.set_wakeup_fd(wakes)
    ready, _, _ = select.select([reader, woken], [], [])
    signal.signal(signal.SIGUSR1, before)
    os.close(woken)
    os.close(wakes)
    return os.read(reader, 100) if reader in ready else None
