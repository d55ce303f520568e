"""The child, forked or from Python 3.14 on started by a fork server, needs the lock that the parent holds.

cause = "lock-never-released"
blame = ["lock"]
"""

import multiprocessing


def work(lock):
    with lock:  # waits
        print("worked")


if __name__ == "__main__":
    lock = multiprocessing.Lock()
    with lock:
        process = multiprocessing.Process(target=work, args=(lock,))
        process.start()
        process.join()
