"""Sleeps until the moment, and then looks who has said something.

caught_by = "test_it_returns_when_all_have_said_a_line"
words = ["sleeps for a time of its own"]
"""

import socket
import time


def hello_from(socks, seconds):
    ends = time.monotonic() + seconds
    said = set()
    while (rest := ends - time.monotonic()) > 0 and len(said) < len(socks):
        time.sleep(min(rest, 0.01))
        for place, sock in enumerate(socks):
            try:
                if b"\n" in sock.recv(4096, socket.MSG_DONTWAIT):
                    said.add(place)
            except BlockingIOError:
                pass
    return sorted(said)
