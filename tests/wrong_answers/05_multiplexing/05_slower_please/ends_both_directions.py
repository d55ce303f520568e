"""Ends both directions of the target, not only that in which bytes were passed on.

caught_by = "test_there_is_only_an_end"
words = ["only the direction in which bytes were passed on was to end"]
"""

import select
import socket


def pump(source, target, limit):
    held, ended, total = b"", False, 0
    while held or not ended:
        receives = [] if ended or len(held) == limit else [source]
        sends = [target] if held else []
        readable, writable, _ = select.select(receives, sends, [])
        if writable:
            held = held[target.send(held, socket.MSG_DONTWAIT) :]
        if readable:
            data = source.recv(limit - len(held))
            held += data
            total += len(data)
            ended = not data
    target.shutdown(socket.SHUT_RDWR)
    return total
