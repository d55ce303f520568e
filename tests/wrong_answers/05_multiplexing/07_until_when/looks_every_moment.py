"""Looks at the time a hundred times a second, and so need not work out how much is left.

caught_by = "test_each_wait_has_the_time_that_is_left"
words = ["a wait was to end after 0.01 s"]
"""

import select
import time


def hello_from(socks, seconds):
    ends = time.monotonic() + seconds
    said, left = [], list(socks)
    while left and time.monotonic() < ends:
        for sock in select.select(left, [], [], 0.01)[0]:
            data = sock.recv(4096)
            if b"\n" in data:
                said.append(socks.index(sock))
            if b"\n" in data or not data:
                left.remove(sock)
    return sorted(said)
