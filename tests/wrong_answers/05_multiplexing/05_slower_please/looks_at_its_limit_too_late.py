"""Compares with its limit before it receives, and receives as much as there is.

caught_by = "test_nobody_reads"
words = ["its limit is 10000"]
"""

import select
import socket


def pump(source, target, limit):
    held, ended, total = b"", False, 0
    while held or not ended:
        receives = [] if ended or len(held) >= limit else [source]
        readable, writable, _ = select.select(receives, [target] if held else [], [])
        if writable:
            held = held[target.send(held, socket.MSG_DONTWAIT) :]
        if readable:
            data = source.recv(65536)
            held += data
            total += len(data)
            ended = not data
    target.shutdown(socket.SHUT_WR)
    return total
