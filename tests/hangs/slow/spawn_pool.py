"""Workers that are started anew, and take their time."""

import multiprocessing
import time

if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(time.sleep, [0.3] * 3)
