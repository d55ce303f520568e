"""cause = "lock-never-released"
summary = "Your process waits for a lock or for a thread, and nobody is left to release it."
people = ["your process"]
"""

import threading


def f():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
