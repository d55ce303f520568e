"""A thread waits for an event that the main thread sets only after it has joined it.

cause = "lock-never-released"
blame = ["go"]
"""

import threading

go = threading.Event()


def work():
    go.wait()  # waits


thread = threading.Thread(target=work)
thread.start()
thread.join()
go.set()
