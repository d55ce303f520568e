"""The worker has died of an exception; its consumer waits for the result.

cause = "lock-never-released"
blame = ["results"]
"""

import queue
import threading

results = queue.Queue()


def worker():
    raise SystemExit


threading.Thread(target=worker).start()
print(results.get())  # waits
