"""The holder of a lock sleeps before it lets go."""

import fcntl
import os
import tempfile
import time

file = tempfile.NamedTemporaryFile()
ready, tell = os.pipe()
if os.fork() == 0:
    with open(file.name) as mine:
        fcntl.flock(mine, fcntl.LOCK_EX)
        os.write(tell, b".")
        time.sleep(0.4)
    os._exit(0)
os.read(ready, 1)
fcntl.flock(file, fcntl.LOCK_EX)
