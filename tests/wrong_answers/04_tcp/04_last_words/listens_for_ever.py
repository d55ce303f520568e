"""Waits for the end of a client that never ends.

caught_by = "test_a_client_that_never_says_a_word"
cause = "own-write-end"
words = ["waits for data"]
"""

import contextlib
import socket


def refuse(conn, reason, seconds):
    with conn, contextlib.suppress(OSError):
        conn.sendall(reason)
        conn.shutdown(socket.SHUT_WR)
        while conn.recv(65536):
            pass
