"""A daemon waits for SIGUSR1, with which somebody tells it to end."""

import os
import signal
import sys


def neighbour():
    pids = yield
    os.kill(pids[0], signal.SIGUSR1)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, lambda number, frame: sys.exit(0))
    signal.pause()
