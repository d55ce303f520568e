"""An answer is read in part, and epoll tells of edges only.

cause = "edge-missed"
blame = ["ours"]
"""

import os
import select
import socket

ours, theirs = socket.socketpair()
if os.fork() == 0:
    ours.close()
    theirs.sendall(b"x" * 1000)
    theirs.recv(1)  # the answer
    os._exit(0)
theirs.close()
poller = select.epoll()
poller.register(ours, select.EPOLLIN | select.EPOLLET)
got = b""
while len(got) < 1000:
    for _ in poller.poll():  # waits
        got += ours.recv(100)
ours.sendall(b"!")
