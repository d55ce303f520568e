"""notify came before wait.

cause = "lock-never-released"
blame = ["ready"]
"""

import threading

ready = threading.Condition()


def announce():
    with ready:
        ready.notify()


thread = threading.Thread(target=announce)
thread.start()
thread.join()
with ready:
    ready.wait()  # waits
