"""A child reads from its terminal, whose master side the parent holds, and waits.

cause = "waiting-for-child"
verdict = "timeout"
"""

import os
import pty

pid, master = pty.fork()
if pid == 0:
    input()
    os._exit(0)
os.waitpid(pid, 0)  # waits
