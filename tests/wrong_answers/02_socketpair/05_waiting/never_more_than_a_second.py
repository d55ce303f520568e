"""Waits for a second at most, whatever it was given.

caught_by = "test_the_waiting_is_not_cut_short"
words = ["receive_within was given 1.1 s"]
"""

SIZE = 1024


def receive_within(sock, seconds, otherwise):
    sock.settimeout(min(seconds, 1))
    try:
        return sock.recv(SIZE)
    except TimeoutError:
        return otherwise
    finally:
        sock.settimeout(None)
