"""Sends when there is some room, but waits until all of it has gone: meanwhile it receives nothing.

caught_by = "test_some_is_read_and_no_more"
words = ["that it may hold"]
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
            held = held[target.send(held) :]
        if readable:
            data = source.recv(limit - len(held))
            held += data
            total += len(data)
            ended = not data
    target.shutdown(socket.SHUT_WR)
    return total
