"""Looks at the note just before it sleeps, and not in the moment between.

caught_by = "test_a_signal_in_the_moment_before_would_not_be_lost"
words = ["ready slept in p", "in the moment before"]
"""

import os
import signal


def ready(writer, reader):
    told = []
    before = signal.signal(signal.SIGUSR1, lambda number, frame: told.append(number))
    os.write(writer, b"ready")
    os.read(reader, 1)
    if not told:
        signal.pause()
    signal.signal(signal.SIGUSR1, before)
