"""A child sends the signal that its parent waits for, late."""

import os
import signal
import time

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
if os.fork() == 0:
    time.sleep(0.4)
    os.kill(os.getppid(), signal.SIGUSR1)
    os._exit(0)
assert signal.sigwait({signal.SIGUSR1}) == signal.SIGUSR1
