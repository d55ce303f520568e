"""The worker waits for work; nobody tells it that there is none left.

cause = "no-more-data"
"""

import multiprocessing


def work(queue):
    while True:
        item = queue.get()
        if item is None:
            break


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    process = context.Process(target=work, args=(queue,))
    process.start()
    queue.put(1)
    process.join()  # waits
