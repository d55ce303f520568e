"""The descriptor for wake-ups may block, and so Python refuses it.

caught_by = "test_bytes_that_come_are_returned"
words = ["ValueError", "non-blocking"]
"""

import os
import select
import signal


def read_unless(reader):
    woken, wakes = os.pipe()
    before = signal.signal(signal.SIGUSR1, lambda number, frame: None)
    signal.set_wakeup_fd(wakes)
    ready, _, _ = select.select([reader, woken], [], [])
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGUSR1, before)
    os.close(woken)
    os.close(wakes)
    return os.read(reader, 100) if reader in ready else None
