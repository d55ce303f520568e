"""Shuts down both directions, and does not receive what is there.

caught_by = "test_the_client_is_still_sending"
words = ["the client was still sending, and it got"]
"""

import contextlib
import socket


def refuse(conn, reason, seconds):
    with conn, contextlib.suppress(OSError):
        conn.sendall(reason)
        conn.shutdown(socket.SHUT_RDWR)
