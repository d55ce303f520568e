"""A signal tells that somebody has made a file: F_NOTIFY in fcntl(2)."""

import fcntl
import os
import signal
import sys


def neighbour():
    yield
    open("inbox/letter", "w").close()


if __name__ == "__main__":
    os.mkdir("inbox")
    folder = os.open("inbox", os.O_RDONLY)
    signal.signal(signal.SIGIO, lambda number, frame: sys.exit(0))
    fcntl.fcntl(folder, fcntl.F_NOTIFY, fcntl.DN_CREATE)
    signal.pause()
