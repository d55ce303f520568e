"""The handler raises out of the wait, not out of the read: what was read is never thrown away."""

import os
import select
import signal


class Told(Exception):
    pass


def read_unless(reader):
    def tell(number, frame):
        raise Told

    before = signal.signal(signal.SIGUSR1, tell)
    try:
        select.select([reader], [], [])
    except Told:
        return None
    finally:
        signal.signal(signal.SIGUSR1, before)
    return os.read(reader, 100)
