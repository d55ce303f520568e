"""As before, in a child and with a lock of processes.

cause = "lock-never-released"
blame = ["lock"]
"""

import multiprocessing


def count(lock, total):
    while total.value < 10:
        lock.acquire()  # waits
        total.value += 1
        if total.value == 5:
            continue
        lock.release()


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    lock, total = context.Lock(), context.Value("i", 0)
    p = context.Process(target=count, args=(lock, total))
    p.start()
    p.join()
