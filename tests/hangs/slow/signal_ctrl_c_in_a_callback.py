"""The same in a function that C calls."""

import ctypes
import os
import threading


def neighbour():
    pids = yield
    os.kill(pids[0], 2)


if __name__ == "__main__":
    ctypes.CFUNCTYPE(None)(lambda: threading.Event().wait() and None)()
