"""Somebody stops and continues a program that has written a part: the rest is left out."""

import os
import signal
import time


def neighbour():
    pids = yield
    for number in (signal.SIGSTOP, signal.SIGCONT):
        for pid in pids:
            os.kill(pid, number)
        time.sleep(0.5)


if __name__ == "__main__":
    reader, writer = os.pipe()
    assert 0 < os.write(writer, bytes(200_000)) < 200_000
