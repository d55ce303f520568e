"""recv with MSG_WAITALL for more than the peer sends before it asks back.
It is explained, but not proved: a stop ends the call, which gives back what is there.

cause = "circular-wait"
verdict = "timeout"
blame = ["ours", "theirs"]
"""

import os
import socket

ours, theirs = socket.socketpair()
if os.fork() == 0:
    ours.close()
    theirs.sendall(b"only nine")
    theirs.recv(1)
    os._exit(0)
theirs.close()
header = ours.recv(10, socket.MSG_WAITALL)  # waits
ours.sendall(b"!")
