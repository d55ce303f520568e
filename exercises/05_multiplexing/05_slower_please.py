"""Slower, please: not to read is a message.

Who passes bytes on from a fast side to a slow one has to keep them meanwhile, and the fast side may have more than
there is memory. No word is needed to slow it down. Receive nothing, and the buffers of the kernel fill up, until a send
on the fast side waits: this is back pressure. Each program between two others has to pass it on, like the bytes.

Read on: select(2), unix(7), send(2)
"""

import select
import socket


def pump(source: socket.socket, target: socket.socket, limit: int) -> int:
    """Pass on what comes out of one socket into another one, as it comes, and at last its end.

    What has been received and was not sent yet is held, for `target` has no room for it: up to `limit` bytes, at least
    1. While fewer are held, whatever comes is received, though nobody reads at the other side; and never more.
    source, target: each is one of a pair of stream sockets; they stay open and wait as before. One thread does it all,
    and sleeps while there is nothing to do. Returns how many bytes have gone through.
    """
    # TODO: who slows down a source that has more than there is memory?
    held, ended, total = b"", False, 0
    while held or not ended:
        receives = [] if ended else [source]
        sends = [target] if held else []
        readable, writable, _ = select.select(receives, sends, [])
        if writable:
            held = held[target.send(held, socket.MSG_DONTWAIT) :]
        if readable:
            data = source.recv(65536)
            held += data
            total += len(data)
            ended = not data
    target.shutdown(socket.SHUT_WR)
    return total
