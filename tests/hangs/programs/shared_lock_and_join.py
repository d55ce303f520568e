"""The parent joins the child while it holds the lock that the child needs.

cause = "lock-never-released"
blame = ["lock"]
"""

import multiprocessing


def work(lock):
    with lock:  # waits
        print("worked")


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    lock = context.Lock()
    with lock:
        process = context.Process(target=work, args=(lock,))
        process.start()
        process.join()
