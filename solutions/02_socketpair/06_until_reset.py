"""Until reset: a stream ends in one of two ways, and recv tells you which.

A peer that has read everything and closes its socket leaves an end of file: recv returns b"". A peer that
closes, or dies, while bytes for it are still unread has broken off. Whoever sent them learns that they were
never read: recv raises ConnectionResetError, once. What the peer had sent before can still be received first.

Read on: recv(2), unix(7), ECONNRESET in errno(3)
"""

import socket

SIZE = 1024


def until_reset(sock: socket.socket) -> tuple[bytes, str]:
    """Receive until the peer has gone, and say how it went.

    sock: a stream socket; it stays open.
    Returns all bytes that came, and "end" if the stream ended, or "reset" if the peer reset it.
    """
    received = b""
    try:
        while piece := sock.recv(SIZE):
            received += piece
    except ConnectionResetError:  # around the whole loop: what came before is kept
        return received, "reset"
    return received, "end"
