"""The parent has the lock, and waits for a child that wants it.

cause = "lock-never-released"
blame = ["journal"]
"""

import fcntl
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "journal")
journal = open(path, "w")
fcntl.flock(journal, fcntl.LOCK_EX)
pid = os.fork()
if pid == 0:
    mine = open(path, "w")
    fcntl.flock(mine, fcntl.LOCK_EX)  # waits
    os._exit(0)
os.waitpid(pid, 0)
