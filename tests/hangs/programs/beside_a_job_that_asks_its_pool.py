"""The first thread draws a bar, and the threads of a pool wait for a lock that each of them takes twice.

verdict = "stuck"
cause = "lock-never-released"
"""

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

lock = threading.Lock()


def job(n):
    lock.acquire()
    with lock:  # waits
        return n


def main():
    pool = ThreadPoolExecutor(3)
    jobs = [pool.submit(job, n) for n in range(3)]
    while not all(j.done() for j in jobs):
        sys.stdout.write(f"\r{sum(j.done() for j in jobs)}/3")
        sys.stdout.flush()
        time.sleep(0.2)


main()
