"""Sleeps until the moment, and then looks who has said something.

caught_by = "test_it_returns_when_all_have_said_a_line"
words = ["sleeps for a time of its own"]
"""

import socket
import time


def hello_from(socks, seconds):
    ends = time.monotonic() + seconds
    said, ended = set(), set()
    while (rest := ends - time.monotonic()) > 0 and len(said | ended) < len(socks):
        time.sleep(min(rest, 0.01))
        for place, sock in enumerate(socks):
            try:
                data = sock.recv(4096, socket.MSG_DONTWAIT)
                if b"\n" in data:
                    said.add(place)
                elif not data:
                    ended.add(place)
            except BlockingIOError:
                pass
    return sorted(said)
