"""Another exception is raised in place of that of Ctrl-C, and handled."""

import os
import threading


def neighbour():
    pids = yield
    os.kill(pids[0], 2)


if __name__ == "__main__":
    try:
        try:
            threading.Event().wait()
        finally:
            raise ValueError
    except ValueError:
        print("goes on")
