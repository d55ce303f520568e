"""Receives what is there, tells the reason and closes: the client sends on.

caught_by = "test_the_client_is_still_sending"
words = ["the client was still sending, and it got"]
"""

import contextlib


def refuse(conn, reason, seconds):
    with conn, contextlib.suppress(OSError):
        conn.settimeout(min(seconds, 0.1))
        with contextlib.suppress(TimeoutError):
            conn.recv(65536)
        conn.sendall(reason)
