"""Does the work of the child itself, and starts none.

caught_by = "test_bytes_are_first"
words = ["was to start one child"]
"""

import os
import select
import signal


def supervise(reader, work):
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    before = signal.signal(signal.SIGTERM, lambda number, frame: None)
    signal.set_wakeup_fd(wakes)
    ready, _, _ = select.select([reader, work, woken], [], [])
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGTERM, before)
    os.close(woken)
    os.close(wakes)
    return "read" if reader in ready else "child" if work in ready else "signal"
