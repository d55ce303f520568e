"""Asks for room though it holds nothing.

caught_by = "test_nobody_reads"
words = ["never sleeps: it spins"]
"""

import select
import socket


def pump(source, target, limit):
    held, ended, total = b"", False, 0
    while held or not ended:
        receives = [] if ended or len(held) == limit else [source]
        readable, writable, _ = select.select(receives, [target], [])
        if writable and held:
            held = held[target.send(held, socket.MSG_DONTWAIT) :]
        if readable:
            data = source.recv(limit - len(held))
            held += data
            total += len(data)
            ended = not data
    target.shutdown(socket.SHUT_WR)
    return total
