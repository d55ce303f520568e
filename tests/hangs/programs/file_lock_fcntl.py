"""The parent has a lock of lockf, which is of the process, and waits for a child that wants it.

cause = "lock-never-released"
blame = ["ledger"]
"""

import fcntl
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "ledger")
ledger = open(path, "w")
fcntl.lockf(ledger, fcntl.LOCK_EX)
pid = os.fork()
if pid == 0:
    fcntl.lockf(ledger, fcntl.LOCK_EX)  # waits
    os._exit(0)
os.waitpid(pid, 0)
