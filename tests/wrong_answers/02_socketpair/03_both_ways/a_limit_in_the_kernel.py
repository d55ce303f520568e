"""Waits for three seconds at most: a limit in the kernel, which no call shows.

caught_by = "test_a_peer_that_thinks_before_it_speaks"
words = ["sleeps for a time of its own"]
"""

import socket
import struct

SIZE = 1024


def exchange(sock, message):
    sock.send(message)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 3, 0))
    try:
        return sock.recv(SIZE)
    finally:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 0))
