"""The signal came before pause was called: the classic race, forced here.

cause = "signal-never-comes"
verdict = "timeout"
"""

import os
import signal

signal.signal(signal.SIGUSR1, lambda number, frame: print("got it"))
pid = os.fork()
if pid == 0:
    os.kill(os.getppid(), signal.SIGUSR1)
    os._exit(0)
os.waitpid(pid, 0)
signal.pause()  # waits
