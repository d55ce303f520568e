"""Believes that a socket which is ready takes all: but this send waits until all have gone.

caught_by = "test_the_last_one_reads_first"
cause = "nobody-reads"
words = ["sock.send"]
"""

import select


def feed(socks, data):
    rest = {sock: data for sock in socks if data}
    gone = []
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
