"""What swallows any exception is no plain function."""

import os
import threading


def neighbour():
    pids = yield
    os.kill(pids[0], 2)


class Swallowing:
    def __enter__(self):
        return self

    __exit__ = lambda self, *_: True  # noqa: E731


if __name__ == "__main__":
    with Swallowing():
        threading.Event().wait()
