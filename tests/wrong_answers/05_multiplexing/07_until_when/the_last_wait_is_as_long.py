"""Looks at the moment before each wait, but gives each the whole time.

caught_by = "test_each_wait_has_the_time_that_is_left"
words = ["began another one, for up to 60.00 s"]
"""

import select
import time


def hello_from(socks, seconds):
    ends = time.monotonic() + seconds
    said, left = [], list(socks)
    while left and time.monotonic() < ends:
        for sock in select.select(left, [], [], seconds)[0]:
            data = sock.recv(4096)
            if b"\n" in data:
                said.append(socks.index(sock))
            if b"\n" in data or not data:
                left.remove(sock)
    return sorted(said)
