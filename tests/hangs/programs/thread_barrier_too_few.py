"""A barrier for four, and three come.

cause = "lock-never-released"
blame = ["gate"]
words = ["It opens when as many wait there as it was made for, and fewer do."]
"""

import threading


def work(gate):
    gate.wait()  # waits


gate = threading.Barrier(4)
threads = [threading.Thread(target=work, args=(gate,)) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
