"""The wait is itself the target of the threads: no line of theirs is in the program.

cause = "lock-never-released"
words = ["waits for barrier `gate`"]
"""

import threading

gate = threading.Barrier(3)
threads = [threading.Thread(target=gate.wait) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()  # waits
