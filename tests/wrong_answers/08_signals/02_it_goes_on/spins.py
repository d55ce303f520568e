"""Never sleeps: looks at the pipe and at the note in turn.

caught_by = "test_the_signal_ends_the_wait"
words = ["it spins"]
"""

import os
import signal


def read_unless(reader):
    told = []
    before = signal.signal(signal.SIGUSR1, lambda number, frame: told.append(number))
    os.set_blocking(reader, False)
    data = None
    while not told:
        try:
            data = os.read(reader, 100)
            break
        except BlockingIOError:
            continue
    os.set_blocking(reader, True)
    signal.signal(signal.SIGUSR1, before)
    return data
