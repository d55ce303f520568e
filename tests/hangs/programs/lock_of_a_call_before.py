"""The function that takes a lock is called again; the one that releases it was not.

cause = "lock-never-released"
blame = ["lock"]
"""

import threading

lock = threading.Lock()


def begin():
    lock.acquire()  # waits


def end():
    lock.release()


def step(ok):
    begin()
    if not ok:
        return
    end()


step(False)
step(True)
