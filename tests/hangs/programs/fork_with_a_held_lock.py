"""fork while another thread holds the lock: in the child nobody is left to release it.

cause = "lock-never-released"
blame = ["lock"]
"""

import os
import threading

lock = threading.Lock()
taken, done = threading.Event(), threading.Event()


def hold():
    with lock:
        taken.set()
        done.wait()


threading.Thread(target=hold, daemon=True).start()
taken.wait()
pid = os.fork()
if pid == 0:
    with lock:  # waits
        os._exit(0)
os.waitpid(pid, 0)
done.set()
