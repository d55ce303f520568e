"""cause = "lock-never-released"
summary = "Your process waits for lock A `lock`, but it holds that itself since line 12, and waits for its own release."
people = ["your process"]
blamed = ["holder your process lock <- holds it"]
"""

import threading


def f():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
