"""Lets close wait until all was sent; but that is not what is missing.

caught_by = "test_the_client_is_still_sending"
words = ["the client was still sending, and it got"]
"""

import contextlib
import socket
import struct


def refuse(conn, reason, seconds):
    with conn, contextlib.suppress(OSError):
        conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 1))
        conn.sendall(reason)
        conn.shutdown(socket.SHUT_WR)
