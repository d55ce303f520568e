"""cause = "signal-never-comes"
summary = "The parent waits for a signal, and nobody is left to send one: the child has exited already, and SIGCHLD came before this wait began."
people = ["parent", "child"]
blamed = ["pause()"]
"""

import os
import signal


def f():
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    signal.pause()
