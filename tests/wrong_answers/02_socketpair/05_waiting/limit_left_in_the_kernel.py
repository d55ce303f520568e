"""Sets the limit by an option of the socket, and leaves it there.

caught_by = "test_no_limit_stays_in_the_kernel"
words = ["SO_RCVTIMEO"]
"""

import socket
import struct


def receive_within(sock, seconds, otherwise):
    limit = struct.pack("ll", int(seconds), int(seconds % 1 * 1e6))
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
    try:
        return sock.recv(1024)
    except BlockingIOError:
        return otherwise
