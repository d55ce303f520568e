"""Both send more than fits before they receive.

cause = "nobody-reads"
blame = ["ours"]
"""

import os
import socket

ours, theirs = socket.socketpair()
if os.fork() == 0:
    ours.close()
    theirs.sendall(b"y" * 2_000_000)  # waits
    theirs.recv(100)
    os._exit(0)
theirs.close()
ours.sendall(b"x" * 2_000_000)
ours.recv(100)
