"""A datagram socket whose peer has closed.

cause = "peer-gone-datagram"
"""

import os
import socket

ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
if os.fork() == 0:
    ours.close()
    for number in range(3):
        theirs.send(b"%d" % number)
    os._exit(0)
theirs.close()
while True:
    message = ours.recv(100)  # waits
    print(message)
