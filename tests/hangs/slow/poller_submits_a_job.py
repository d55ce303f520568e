"""A thread counts, and has an idle thread of a pool set the event for which the first thread waits."""

import concurrent.futures as cf
import threading
import time

pool = cf.ThreadPoolExecutor(2)
done = threading.Event()


def job():
    done.set()


def beat():
    for _ in range(30):
        time.sleep(0.2)
    pool.submit(job)
    time.sleep(4)


pool.submit(int)
threading.Thread(target=beat, daemon=True).start()
done.wait()
