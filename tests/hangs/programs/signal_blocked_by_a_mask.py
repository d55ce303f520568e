"""A mask is kept by exec: SIGTERM stays pending in the program that was started.

cause = "signal-blocked"
"""

import os
import signal

reader, writer = os.pipe()
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
pid = os.fork()
if pid == 0:
    os.dup2(reader, 0)
    os.execvp("cat", ["cat"])
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
os.kill(pid, signal.SIGTERM)
os.waitpid(pid, 0)  # waits
