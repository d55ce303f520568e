"""Gives each client the whole time, one after the other.

caught_by = "test_the_time_is_over"
words = ["those who drip were listened to for 0.75 s at least"]
"""

import time


def hello_from(socks, seconds):
    said = []
    for place, sock in enumerate(socks):
        ends = time.monotonic() + seconds
        data = b"?"
        try:
            while data and b"\n" not in data and (rest := ends - time.monotonic()) > 0:
                sock.settimeout(rest)
                data = sock.recv(4096)
        except TimeoutError:
            pass
        sock.settimeout(None)
        if b"\n" in data:
            said.append(place)
    return said
