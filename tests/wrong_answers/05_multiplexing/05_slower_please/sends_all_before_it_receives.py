"""Sends all that it has received before it receives more: it holds one piece, and no more.

caught_by = "test_nobody_reads"
words = ["of 10000 that it may hold"]
"""

import socket


def pump(source, target, limit):
    total = 0
    while data := source.recv(limit):
        target.sendall(data)
        total += len(data)
    target.shutdown(socket.SHUT_WR)
    return total
