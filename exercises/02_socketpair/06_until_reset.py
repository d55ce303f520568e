"""Until reset: a stream ends in one of two ways, and recv tells you which.

A peer that has read everything and then closes its socket makes an end of file: recv returns b"". A peer that
closes its socket, or dies, while bytes for it are unread resets the stream: recv raises ConnectionResetError,
once. So the sender learns that its bytes were never read. All that the peer has sent can be received first.

Read on: recv(2), unix(7), ECONNRESET in errno(3)
"""

import socket

SIZE = 1024


def until_reset(sock: socket.socket) -> tuple[bytes, str]:
    """Receive until the peer has gone, and say how it went.

    sock: a stream socket; it stays open, and waits as before.
    Returns all bytes that came, and "end" if the stream ended, or "reset" if the peer reset it.
    Raises OSError where recv fails in any other way.
    """
    received = b""
    # TODO: there is a second way out of this loop.
    while piece := sock.recv(SIZE):
        received += piece
    return received, "end"
