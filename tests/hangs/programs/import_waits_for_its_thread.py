"""A module waits for its own thread while it is imported; the thread imports the module as well.

cause = "lock-never-released"
blame = ["import_waits_for_its_thread"]
"""

import os
import sys
import threading

sys.path.insert(0, os.path.dirname(__file__))


def work():
    from import_waits_for_its_thread import ANSWER  # waits

    print(ANSWER)


if __name__ != "__main__":
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

import import_waits_for_its_thread  # noqa: E402, F401

ANSWER = 42
