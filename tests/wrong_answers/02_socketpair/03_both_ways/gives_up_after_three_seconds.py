"""Waits for the peer for three seconds, and no longer.

caught_by = "test_a_peer_that_thinks_before_it_speaks"
words = ["sleeps for a time of its own"]
"""


def exchange(sock, message):
    sock.send(message)
    sock.settimeout(3)
    try:
        return sock.recv(1024)
    finally:
        sock.settimeout(None)
