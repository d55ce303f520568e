"""An alarm rings again and again in a parent that waits for a child, which waits for the parent.

verdict = "stuck"
cause = "waiting-for-child"
"""

import os
import signal
import sys


class Watch:
    def __init__(self):
        self.n = 0

    def ring(self, signum, frame):
        self.n += 1
        print("still running", self.n, file=sys.stderr)


w = Watch()
signal.signal(signal.SIGALRM, w.ring)
signal.setitimer(signal.ITIMER_REAL, 0.3, 0.3)
r, wr = os.pipe()
if os.fork() == 0:
    os.read(r, 1)  # waits
    os._exit(0)
os.wait()
