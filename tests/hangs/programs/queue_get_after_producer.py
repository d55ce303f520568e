"""The consumer wants one item more than the producer has put.

cause = "lock-never-released"
blame = ["queue"]
"""

import multiprocessing


def produce(queue):
    queue.put(1)


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    process = context.Process(target=produce, args=(queue,))
    process.start()
    print(queue.get())
    print(queue.get())  # waits
