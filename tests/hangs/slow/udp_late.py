"""A datagram that comes late."""

import os
import socket
import time

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("127.0.0.1", 0))
if os.fork() == 0:
    time.sleep(0.7)
    sock.sendto(b"late", sock.getsockname())
    os._exit(0)
assert sock.recv(10) == b"late"
