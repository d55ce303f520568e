"""recv until the end, and the peer's end is still open here.

cause = "own-write-end"
blame = ["theirs"]
"""

import os
import socket

ours, theirs = socket.socketpair()
if os.fork() == 0:
    ours.close()
    theirs.sendall(b"bye")
    os._exit(0)
while ours.recv(100):  # waits
    pass
