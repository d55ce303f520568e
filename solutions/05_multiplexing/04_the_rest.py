"""The rest: send takes a part, and what is left is yours.

A send that must not wait takes what there is room for, and returns how much that was. sendall is no way out: without
waiting it fails in the middle, and nobody knows how much went. So keep for each socket what is left, and wait until one
of them has room: select asks for that as well. A socket with room is always ready: ask only for those that need it.

Read on: send(2), select(2), unix(7), socket.sendall in Python's library
"""

import select
import socket


def feed(socks: list[socket.socket], data: bytes) -> list[int]:
    """Send the same bytes into all of these sockets, into each as fast as its other side takes them.

    Who reads late, or not at all, holds up nobody else. One thread does it all, and sleeps while nobody reads.
    socks: each is one of a pair of stream sockets; they stay open and wait as before. data: may be long, or empty.
    Returns the places in the list, from 0 on and in order, of those whose other side was closed before it had all.
    """
    rest = {sock: data for sock in socks if data}
    gone = []
    while rest:
        _, ready, _ = select.select([], rest, [])
        for sock in ready:
            try:
                count = sock.send(rest[sock], socket.MSG_DONTWAIT)  # "ready" is no promise of room for all
            except ConnectionError:
                gone.append(socks.index(sock))
                count = len(rest[sock])  # nobody will take these
            rest[sock] = rest[sock][count:]
            if not rest[sock]:
                del rest[sock]  # it has room, and would be ready for ever
    return sorted(gone)
