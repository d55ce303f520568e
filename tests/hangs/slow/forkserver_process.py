"""A process of the fork server that sleeps, and a parent that joins it."""

import multiprocessing
import time

if __name__ == "__main__":
    process = multiprocessing.get_context("forkserver").Process(target=time.sleep, args=(0.5,))
    process.start()
    process.join()
