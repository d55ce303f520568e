"""The handler leaves a byte behind, and a byte can be waited for after it has come."""

import os
import signal


def ready(writer, reader):
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    before = signal.signal(signal.SIGUSR1, lambda number, frame: None)
    signal.set_wakeup_fd(wakes)
    os.write(writer, b"ready")
    os.read(reader, 1)
    os.read(woken, 1)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGUSR1, before)
    os.close(woken)
    os.close(wakes)
