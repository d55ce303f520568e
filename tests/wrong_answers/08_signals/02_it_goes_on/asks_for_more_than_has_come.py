"""Reads a byte, and then asks for more, which need not be there.

caught_by = "test_bytes_that_come_are_returned"
cause = "own-write-end"
words = ["waits for data from pipe A"]
"""

import os
import signal


def read_unless(reader):
    class Came(Exception):
        pass

    def come(number, frame):
        raise Came

    before = signal.signal(signal.SIGUSR1, come)
    try:
        data = os.read(reader, 1)
        return data + (os.read(reader, 99) if data else b"")
    except Came:
        return None
    finally:
        signal.signal(signal.SIGUSR1, before)
