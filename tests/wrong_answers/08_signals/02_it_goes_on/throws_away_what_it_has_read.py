"""Reads what is there, and then finds that the signal has come as well.

caught_by = "test_no_byte_is_lost_where_both_come"
words = ["bytes and signal came together", "is left in the pipe"]
"""

import os
import select
import signal


def read_unless(reader):
    told = []
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    before = signal.signal(signal.SIGUSR1, lambda number, frame: told.append(number))
    signal.set_wakeup_fd(wakes)
    ready, _, _ = select.select([reader, woken], [], [])
    data = os.read(reader, 100) if reader in ready else None
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGUSR1, before)
    os.close(woken)
    os.close(wakes)
    return None if told else data
