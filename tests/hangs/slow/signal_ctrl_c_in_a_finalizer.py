"""Ctrl-C ends a wait where Python can tell nobody of an exception."""

import os
import threading


def neighbour():
    pids = yield
    os.kill(pids[0], 2)


class Late:
    def __del__(self):
        threading.Event().wait()


if __name__ == "__main__":
    late = Late()
    del late
