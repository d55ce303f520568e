"""A pool of concurrent.futures, whose queues are quiet most of the time."""

import time
from concurrent.futures import ProcessPoolExecutor

if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        assert list(pool.map(time.sleep, [0.3, 0.4])) == [None, None]
