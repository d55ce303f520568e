"""The initializer of an executor waits for a lock that its user holds.

cause = "lock-never-released"
blame = ["ready"]
"""

import threading
from concurrent.futures import ThreadPoolExecutor

ready = threading.Lock()
ready.acquire()


def prepare():
    ready.acquire()


with ThreadPoolExecutor(2, initializer=prepare) as pool:
    print(pool.submit(pow, 2, 3).result())  # waits
ready.release()
