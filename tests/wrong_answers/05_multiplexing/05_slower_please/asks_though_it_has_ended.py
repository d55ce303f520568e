"""Goes on asking for what comes though the source has ended.

caught_by = "test_the_end_comes_while_nobody_reads"
words = ["never sleeps: it spins"]
"""

import select
import socket


def pump(source, target, limit):
    held, ended, total = b"", False, 0
    while held or not ended:
        readable, writable, _ = select.select(
            [source] if len(held) < limit else [], [target] if held else [], []
        )
        if writable:
            held = held[target.send(held, socket.MSG_DONTWAIT) :]
        if readable:
            data = source.recv(limit - len(held))
            held += data
            total += len(data)
            ended = not data
    target.shutdown(socket.SHUT_WR)
    return total
