"""cause = "unflushed-buffer"
summary = "The child waits for data from socket pair A, but 9 bytes for it are still in the buffer of `writer` (fd {writer}): the parent has written and not flushed, and the parent waits for data from socket pair A."
people = ["parent", "child"]
blamed = ["end 1 parent writer (fd {writer}) <- waits for data or the end, was not flushed"]
"""

import os
import socket


def f():
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        ours.close()
        theirs.recv(100)
        os._exit(0)
    theirs.close()
    writer = ours.makefile("w")
    writer.write("question\n")
    return ours.recv(100)
