"""cause = "no-more-data"
summary = "The child waits for data from socket pair A, but no more comes: the parent, who holds the other end, waits for the child to exit."
people = ["parent", "child"]
blamed = ["end 1 parent ours (fd {ours}) <- sends nothing"]
"""

import os
import socket


def f():
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        child = os.fork()
        if child == 0:
            ours.close()
            for _ in range(5):
                theirs.recv(100)
            os._exit(0)
        theirs.close()
        for _ in range(4):
            ours.send(b"Heavy lifting")
        os.waitpid(child, 0)
