"""A program works in threads until somebody presses Ctrl-C, and then ends in order."""

import os
import signal
import threading


def neighbour():
    pids = yield
    os.kill(pids[0], signal.SIGINT)


if __name__ == "__main__":
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        print("good bye")
