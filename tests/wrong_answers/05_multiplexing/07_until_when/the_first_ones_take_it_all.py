"""Listens to one after the other until the moment: who comes last is not heard any more.

caught_by = "test_the_time_is_over"
words = ["the last one has said a line, nobody else has"]
"""

import time


def hello_from(socks, seconds):
    said = []
    ends = time.monotonic() + seconds
    for place, sock in enumerate(socks):
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
