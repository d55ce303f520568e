"""Sets a descriptor for wake-ups, and no handler: the signal ends the process.

caught_by = "test_the_signal_ends_the_wait"
apart = "crashed"
words = ["SIGUSR1"]
"""

import os
import select
import signal


def read_unless(reader):
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    signal.set_wakeup_fd(wakes)
    ready, _, _ = select.select([reader, woken], [], [])
    signal.set_wakeup_fd(-1)
    os.close(woken)
    os.close(wakes)
    return os.read(reader, 100) if reader in ready else None
