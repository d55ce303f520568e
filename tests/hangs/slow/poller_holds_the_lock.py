"""A thread counts inside a `with` of the lock for which the first thread waits."""

import threading
import time

lock = threading.Lock()
taken = threading.Event()


def beat():
    with lock:
        taken.set()
        for _ in range(30):
            time.sleep(0.2)


threading.Thread(target=beat).start()
taken.wait()
lock.acquire()
