"""A multiprocessing Lock taken twice by the same process.

cause = "lock-never-released"
blame = ["lock"]
"""

import multiprocessing

lock = multiprocessing.Lock()
with lock:
    lock.acquire()  # waits
