"""A write end that was sent over a socket and never received keeps the pipe open.

cause = "own-write-end"
"""

import os
import socket

ours, theirs = socket.socketpair()
reader, writer = os.pipe()
socket.send_fds(ours, [b"."], [writer])
os.close(writer)
while os.read(reader, 100):  # waits
    pass
