"""The peer answers when it has seen the end; nobody has called shutdown.

cause = "circular-wait"
blame = ["ours"]
"""

import os
import socket

ours, theirs = socket.socketpair()
if os.fork() == 0:
    ours.close()
    request = b""
    while piece := theirs.recv(100):
        request += piece
    theirs.sendall(b"got %d" % len(request))
    os._exit(0)
theirs.close()
ours.sendall(b"request")
print(ours.recv(100))  # waits
