"""The first thread draws how far a pool has come, and its two jobs wait for each other's event.

verdict = "stuck"
cause = "lock-never-released"
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor


def copy(mine, other):
    other.wait()  # waits
    mine.set()


def draw(jobs):
    while not all(job.done() for job in jobs):
        time.sleep(0.2)


def start():
    pool = ThreadPoolExecutor(2)
    first, second = threading.Event(), threading.Event()
    return pool.submit(copy, first, second), pool.submit(copy, second, first)


draw(start())
