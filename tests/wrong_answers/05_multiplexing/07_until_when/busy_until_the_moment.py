"""Asks again and again, and never sleeps.

caught_by = "test_it_returns_when_all_have_said_a_line"
words = ["never sleeps: it spins"]
"""

import select
import time


def hello_from(socks, seconds):
    ends = time.monotonic() + seconds
    said, left = [], list(socks)
    while left and time.monotonic() < ends:
        for sock in select.select(left, [], [], 0)[0]:
            data = sock.recv(4096)
            if b"\n" in data:
                said.append(socks.index(sock))
            if b"\n" in data or not data:
                left.remove(sock)
    return sorted(said)
