"""cause = "signal-blocked"
summary = "Your process waits for a signal. SIGUSR1 was sent to your process, but your process blocks it: a blocked signal stays pending, and fork and exec keep the mask."
people = ["your process"]
blamed = ["pause()"]
"""

import os
import signal


def f():
    signal.signal(signal.SIGUSR1, lambda number, frame: None)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.pause()
