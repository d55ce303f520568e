"""multiprocessing's own warning, with spawn: join before the queue is emptied.

cause = "nobody-reads"
blame = ["queue._reader"]
"""

import multiprocessing


def work(queue):
    queue.put("x" * 1_000_000)


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=work, args=(queue,))
    process.start()
    process.join()  # waits
    print(len(queue.get()))
