"""Leaves O_NONBLOCK behind.

caught_by = "test_what_there_is_room_for"
words = ["the socket has a time limit of 0.0 s afterwards"]
"""

import select


def feed(socks, data):
    rest = {sock: data for sock in socks if data}
    gone = []
    for sock in socks:
        sock.setblocking(False)
    while rest:
        for sock in select.select([], rest, [])[1]:
            try:
                count = sock.send(rest[sock])
            except ConnectionError:
                gone.append(socks.index(sock))
                count = len(rest[sock])
            rest[sock] = rest[sock][count:]
            if not rest[sock]:
                del rest[sock]
    return sorted(gone)
