"""task_done was forgotten.

cause = "lock-never-released"
blame = ["work"]
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
