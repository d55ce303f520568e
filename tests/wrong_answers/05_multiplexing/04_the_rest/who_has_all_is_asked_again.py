"""Asks also those for room who have all: they have room, always.

caught_by = "test_one_has_all_and_another_does_not_read"
words = ["never sleeps: it spins"]
"""

import select
import socket


def feed(socks, data):
    rest = dict.fromkeys(socks, data)
    gone = []
    while any(rest.values()):
        for sock in select.select([], rest, [])[1]:
            try:
                rest[sock] = rest[sock][sock.send(rest[sock], socket.MSG_DONTWAIT) :]
            except ConnectionError:
                gone.append(socks.index(sock))
                del rest[sock]
    return sorted(gone)
