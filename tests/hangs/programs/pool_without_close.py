"""A pool's workers wait in a task for each other.

cause = "lock-never-released"
"""

import multiprocessing

gate = multiprocessing.get_context("fork").Barrier(3)


def meet(number):
    gate.wait()  # waits
    return number


if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(2) as pool:
        print(pool.map(meet, range(3), chunksize=1))
