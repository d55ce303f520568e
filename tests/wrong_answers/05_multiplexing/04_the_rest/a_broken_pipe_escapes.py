"""Lets one that has died end the feeding of all.

caught_by = "test_some_die"
words = ["BrokenPipeError"]
"""

import select
import socket


def feed(socks, data):
    rest = {sock: data for sock in socks if data}
    while rest:
        for sock in select.select([], rest, [])[1]:
            rest[sock] = rest[sock][sock.send(rest[sock], socket.MSG_DONTWAIT) :]
            if not rest[sock]:
                del rest[sock]
    return []
