"""The child was ended while it held the lock.

cause = "lock-never-released"
blame = ["lock"]
"""

import multiprocessing
import os


def work(lock):
    lock.acquire()
    os._exit(1)


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    lock = context.Lock()
    process = context.Process(target=work, args=(lock,))
    process.start()
    process.join()
    with lock:  # waits
        print("mine")
