"""Waits with select, and reads with os.read."""

import os
import select
import socket
import time


def refuse(conn, reason, seconds):
    ends = time.monotonic() + seconds
    try:
        conn.sendall(reason)
        conn.shutdown(socket.SHUT_WR)
        while (left := ends - time.monotonic()) > 0 and select.select([conn], [], [], left)[0]:
            if not os.read(conn.fileno(), 1 << 20):
                break
    except OSError:
        pass
    conn.close()
