"""Two clients come, and epoll tells of a listener by edges.

cause = "edge-missed"
blame = ["server"]
verdict = "timeout"
"""

import os
import select
import socket

server = socket.socket(socket.AF_UNIX)
server.bind(f"\0edge{os.getpid()}")
server.listen()
clients = [socket.socket(socket.AF_UNIX) for _ in range(2)]
for c in clients:
    c.connect(server.getsockname())
poller = select.epoll()
poller.register(server.fileno(), select.EPOLLIN | select.EPOLLET)
for _ in clients:
    poller.poll()  # waits
    server.accept()
