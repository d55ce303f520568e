"""A manager's process serves a dict over a socket, to a slow client."""

import multiprocessing
import time

if __name__ == "__main__":
    with multiprocessing.Manager() as manager:
        shared = manager.dict()
        shared["a"] = 1
        time.sleep(0.3)
        assert shared["a"] == 1
