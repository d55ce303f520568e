"""Does not pass the end on.

caught_by = "test_it_comes_and_goes"
words = ["has not passed the end on"]
"""

import select
import socket


def pump(source, target, limit):
    held, ended, total = b"", False, 0
    while held or not ended:
        receives = [] if ended or len(held) == limit else [source]
        readable, writable, _ = select.select(receives, [target] if held else [], [])
        if writable:
            held = held[target.send(held, socket.MSG_DONTWAIT) :]
        if readable:
            data = source.recv(limit - len(held))
            held += data
            total += len(data)
            ended = not data
    return total
