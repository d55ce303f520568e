"""Waits with select before the first recv, as in the loops before.

caught_by = "test_nothing_yet"
cause = "no-more-data"
words = ["select"]
"""

import select


def what_is_there(sock):
    heard = b""
    select.select([sock], [], [])
    while select.select([sock], [], [], 0)[0]:
        data = sock.recv(4096)
        if not data:
            return heard, True
        heard += data
    return heard, False
