"""Joined before the queue is emptied, a child that Python 3.14 and later start from a fork server.

cause = "nobody-reads"
blame = ["queue._reader"]
"""

import multiprocessing


def work(queue):
    queue.put("x" * 1_000_000)


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=work, args=(queue,))
    process.start()
    process.join()  # waits
    print(len(queue.get()))
