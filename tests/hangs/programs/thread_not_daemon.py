"""The main thread is done; a thread that is no daemon waits for ever.

cause = "lock-never-released"
blame = ["orders"]
"""

import queue
import threading

orders = queue.Queue()


def serve():
    while True:
        order = orders.get()  # waits
        print(order)


threading.Thread(target=serve).start()
orders.put("tea")
