"""A worker of a pool is killed, and its share of the work is lost.

cause = "lock-never-released"
blame = ["pool"]
"""

import multiprocessing
import os
import signal


def work(n):
    if n == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return n * n


if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(2) as pool:
        print(pool.map(work, range(8)))  # waits
