"""task_done was forgotten.

cause = "lock-never-released"
blame = ["work"]
words = ["each item was taken by `get`, and reported as done by `task_done`"]
"""

import queue
import threading

work = queue.Queue()


def worker():
    while True:
        item = work.get()
        print(item)


threading.Thread(target=worker, daemon=True).start()
work.put(1)
work.join()  # waits
