"""cause = "signal-blocked"
summary = "The child waits for the end of pipe A. SIGTERM was sent to the child, which would end it, but the child blocks it: a blocked signal stays pending, and fork and exec keep the mask."
people = ["parent", "child"]
blamed = ["os.read"]
"""

import os
import signal


def f():
    reader, _ = os.pipe()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    child = os.fork()
    if child == 0:
        while os.read(reader, 1):
            pass
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    os.kill(child, signal.SIGTERM)
    os.waitpid(child, 0)
