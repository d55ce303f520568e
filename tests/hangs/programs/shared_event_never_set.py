"""Everybody waits for the event, and nobody sets it.

cause = "lock-never-released"
blame = ["ready"]
"""

import multiprocessing


def work(ready):
    ready.wait()  # waits


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    ready = context.Event()
    processes = [context.Process(target=work, args=(ready,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
