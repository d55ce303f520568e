"""What swallows any exception is pushed on a stack of contexts."""

import contextlib
import os
import threading


def neighbour():
    pids = yield
    os.kill(pids[0], 2)


if __name__ == "__main__":
    with contextlib.ExitStack() as stack:
        stack.push(lambda *_: True)
        threading.Event().wait()
