"""cause = "peer-gone-datagram"
summary = "The parent waits for a datagram, but the peer of its socket is closed, and recv never reports that: no message will come, and no end either."
people = ["parent", "child"]
blamed = ["end 1 nobody closed"]
"""

import os
import socket


def f():
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    if os.fork() == 0:
        theirs.send(b"the only one")
        os._exit(0)
    theirs.close()
    return [ours.recv(100), ours.recv(100)]
