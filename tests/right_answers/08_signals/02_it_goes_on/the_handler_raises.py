"""The handler raises, which does end a read."""

import os
import signal


class Told(Exception):
    pass


def read_unless(reader):
    def tell(number, frame):
        raise Told

    before = signal.signal(signal.SIGUSR1, tell)
    try:
        return os.read(reader, 100)
    except Told:
        return None
    finally:
        signal.signal(signal.SIGUSR1, before)
