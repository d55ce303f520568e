"""An alarm rings again and again, and its handler sets, at last, the event for which the program waits."""

import signal
import threading

done = threading.Event()
rung = []


def ring(signum, frame):
    rung.append(1)
    if len(rung) == 25:
        done.set()


signal.signal(signal.SIGALRM, ring)
signal.setitimer(signal.ITIMER_REAL, 0.25, 0.25)
done.wait()
signal.setitimer(signal.ITIMER_REAL, 0, 0)
