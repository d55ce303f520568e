"""cause = "circular-wait"
summary = "The child waits for data from the parent, and the parent waits for data from the child: neither of them sends any."
people = ["parent", "child"]
blamed = ["end 1 parent ours (fd {ours})", "end 2 child theirs (fd {theirs})"]
"""

import os
import socket


def f():
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        ours.close()
        theirs.send(theirs.recv(100))
        os._exit(0)
    theirs.close()
    ours.send(ours.recv(100))
