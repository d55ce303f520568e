"""Asks whether something has come, though it has no room for it.

caught_by = "test_nobody_reads"
words = ["never sleeps: it spins"]
"""

import select
import socket


def pump(source, target, limit):
    held, ended, total = b"", False, 0
    while held or not ended:
        readable, writable, _ = select.select([] if ended else [source], [target] if held else [], [])
        if writable:
            held = held[target.send(held, socket.MSG_DONTWAIT) :]
        if readable and len(held) < limit:
            data = source.recv(limit - len(held))
            held += data
            total += len(data)
            ended = not data
    target.shutdown(socket.SHUT_WR)
    return total
