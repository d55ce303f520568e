"""Receives no more, once it was full, until all has gone.

caught_by = "test_some_is_read_and_no_more"
words = ["that it may hold"]
"""

import select
import socket


def pump(source, target, limit):
    held, ended, total, full = b"", False, 0, False
    while held or not ended:
        full = len(held) == limit or (full and bool(held))
        receives = [] if ended or full else [source]
        sends = [target] if held else []
        readable, writable, _ = select.select(receives, sends, [])
        if writable:
            held = held[target.send(held, socket.MSG_DONTWAIT) :]
        if readable:
            data = source.recv(limit - len(held))
            held += data
            total += len(data)
            ended = not data
    target.shutdown(socket.SHUT_WR)
    return total
