"""A lock of a manager is held over a wait for whoever needs it.

cause = "lock-never-released"
blame = ["lock"]
verdict = "stuck"
"""

import multiprocessing


def work(lock, q):
    with lock:
        q.put(1)


if __name__ == "__main__":
    with multiprocessing.Manager() as manager:
        lock, q = manager.Lock(), manager.Queue()
        lock.acquire()
        p = multiprocessing.Process(target=work, args=(lock, q))
        p.start()
        print(q.get())  # waits
