"""An alarm rings again and again and counts, and the program waits for a message that nobody sends.

verdict = "stuck"
cause = "own-write-end"
blame = ["theirs"]
"""

import signal
import socket

rung = []


def main():
    signal.signal(signal.SIGALRM, lambda signum, frame: rung.append(signum))
    signal.setitimer(signal.ITIMER_REAL, 0.3, 0.3)
    ours, theirs = socket.socketpair()
    print(ours.recv(100))  # waits
    theirs.close()


main()
