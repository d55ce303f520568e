"""A worker ends itself in the middle of its work.

cause = "lock-never-released"
blame = ["result"]
"""

import multiprocessing
import os


def work(n):
    os._exit(7)


if __name__ == "__main__":
    pool = multiprocessing.get_context("fork").Pool(1)
    result = pool.apply_async(work, (1,))
    print(result.get())  # waits
