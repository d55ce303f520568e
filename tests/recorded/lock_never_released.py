"""cause = "lock-never-released"
summary = "Your process waits for lock A `lock`, but it holds that itself since line 11, and waits for its own release."
people = ["your process"]
"""

import threading


def f():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
