"""A child behind a terminal answers late."""

import os
import pty
import time

pid, master = pty.fork()
if pid == 0:
    time.sleep(0.4)
    print("late", flush=True)
    os._exit(0)
assert b"late" in os.read(master, 100)
