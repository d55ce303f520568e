"""Receives all, and drops what is more than its limit.

caught_by = "test_nobody_reads"
words = ["its limit is 10000"]
"""

import select
import socket


def pump(source, target, limit):
    held, ended, total = b"", False, 0
    while held or not ended:
        readable, writable, _ = select.select([] if ended else [source], [target] if held else [], [])
        if writable:
            held = held[target.send(held, socket.MSG_DONTWAIT) :]
        if readable:
            data = source.recv(65536)
            held = (held + data)[:limit]
            total += len(data)
            ended = not data
    target.shutdown(socket.SHUT_WR)
    return total
