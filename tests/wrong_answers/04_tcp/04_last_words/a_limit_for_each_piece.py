"""Has a limit for each recv, which a client that never stops never reaches.

caught_by = "test_a_client_that_never_stops"
words = ["was listened to for 0.75 s"]
"""

import contextlib
import socket


def refuse(conn, reason, seconds):
    with conn, contextlib.suppress(OSError):
        conn.sendall(reason)
        conn.shutdown(socket.SHUT_WR)
        conn.settimeout(seconds)
        while conn.recv(65536):
            pass
