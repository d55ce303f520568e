"""Tells no end before it has heard that of the client, who waits for it.

caught_by = "test_the_client_hears_the_end_at_once"
cause = "other-write-end"
words = ["STILL RUNNING"]
"""

import contextlib
import time


def refuse(conn, reason, seconds):
    ends = time.monotonic() + seconds
    with conn, contextlib.suppress(OSError):
        conn.sendall(reason)
        while (left := ends - time.monotonic()) > 0:
            conn.settimeout(left)
            if not conn.recv(65536):
                break
