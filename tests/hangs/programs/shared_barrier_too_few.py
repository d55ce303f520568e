"""A barrier for three, and two come.

cause = "lock-never-released"
blame = ["gate"]
"""

import multiprocessing


def work(gate):
    gate.wait()  # waits


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    gate = context.Barrier(3)
    processes = [context.Process(target=work, args=(gate,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
