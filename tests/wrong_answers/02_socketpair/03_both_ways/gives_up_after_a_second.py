"""Waits for the peer for a second, and no longer.

caught_by = "test_a_peer_that_thinks_before_it_speaks"
words = ["TimeoutError"]
"""


def exchange(sock, message):
    sock.send(message)
    sock.settimeout(1)
    try:
        return sock.recv(1024)
    finally:
        sock.settimeout(None)
