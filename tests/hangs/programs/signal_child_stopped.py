"""The child has stopped itself, and the parent waits for it to exit.

cause = "waiting-for-child"
verdict = "timeout"
"""

import os
import signal

pid = os.fork()
if pid == 0:
    os.kill(os.getpid(), signal.SIGSTOP)
    os._exit(0)
os.waitpid(pid, 0)  # waits
