"""Sends all once more to whoever did not have room for all.

caught_by = "test_the_last_one_reads_first"
words = ["has not got all of the data"]
"""

import select
import socket


def feed(socks, data):
    left = list(socks) if data else []
    gone = []
    while left:
        for sock in select.select([], left, [])[1]:
            try:
                if sock.send(data, socket.MSG_DONTWAIT) == len(data):
                    left.remove(sock)
            except ConnectionError:
                gone.append(socks.index(sock))
                left.remove(sock)
    return sorted(gone)
