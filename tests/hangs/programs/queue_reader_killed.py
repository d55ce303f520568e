"""A reader of a queue is killed while it waits, and the lock of the queue stays taken.

cause = "lock-never-released"
"""

import multiprocessing
import os


def worker(jobs, ready):
    ready.send(os.getpid())
    ready.close()
    while jobs.get() is not None:
        pass


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    jobs = context.Queue()
    ours, theirs = context.Pipe()
    workers = [context.Process(target=worker, args=(jobs, theirs)) for _ in range(2)]
    workers[0].start()
    first = ours.recv()
    while open(f"/proc/{first}/wchan").read() == "0" or open(f"/proc/{first}/syscall").read().split()[
        0
    ] not in ("0", "63"):
        pass
    workers[0].kill()
    workers[0].join()
    workers[1].start()
    ours.recv()
    jobs.put("a")
    jobs.put(None)
    workers[1].join()  # waits
