"""Gives the whole time to each wait: with every byte it begins anew.

caught_by = "test_the_time_is_over"
words = ["those who drip were listened to for 0.75 s at least"]
"""

import select


def hello_from(socks, seconds):
    said, left = [], list(socks)
    while left:
        ready = select.select(left, [], [], seconds)[0]
        if not ready:
            break
        for sock in ready:
            data = sock.recv(4096)
            if b"\n" in data:
                said.append(socks.index(sock))
            if b"\n" in data or not data:
                left.remove(sock)
    return sorted(said)
