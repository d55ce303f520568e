"""Waits for whole seconds only.

caught_by = "test_the_waiting_is_not_drawn_out"
words = ["receive_within was given 0.02 s"]
"""

import math


def receive_within(sock, seconds, otherwise):
    sock.settimeout(math.ceil(seconds))
    try:
        return sock.recv(1024)
    except TimeoutError:
        return otherwise
    finally:
        sock.settimeout(None)
