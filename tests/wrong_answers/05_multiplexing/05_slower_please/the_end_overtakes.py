"""Passes the end on as soon as it comes, and loses what is still held.

caught_by = "test_the_end_comes_while_nobody_reads"
words = ["came back when 3 of 4 things had come"]
"""

import select
import socket


def pump(source, target, limit):
    held, total = b"", 0
    while True:
        receives = [] if len(held) == limit else [source]
        readable, writable, _ = select.select(receives, [target] if held else [], [])
        if writable:
            held = held[target.send(held, socket.MSG_DONTWAIT) :]
        if readable:
            data = source.recv(limit - len(held))
            held += data
            total += len(data)
            if not data:
                break
    target.shutdown(socket.SHUT_WR)
    return total
