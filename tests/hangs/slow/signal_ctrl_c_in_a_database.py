"""A library makes an error of its own of Ctrl-C."""

import os
import sqlite3
import threading


def neighbour():
    pids = yield
    os.kill(pids[0], 2)


if __name__ == "__main__":
    database = sqlite3.connect(":memory:")
    database.create_function("wait", 0, lambda: threading.Event().wait())
    try:
        database.execute("select wait()")
    except sqlite3.OperationalError:
        print("goes on")
