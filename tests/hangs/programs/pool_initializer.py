"""The initializer of a pool waits for a lock that its user holds.

cause = "lock-never-released"
blame = ["lock"]
"""

import multiprocessing


def prepare(lock):
    lock.acquire()


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    lock = context.Lock()
    lock.acquire()
    with context.Pool(2, prepare, (lock,)) as pool:
        print(pool.map(abs, [1, 2]))  # waits
