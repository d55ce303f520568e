"""Frames: a stream has no messages, so you make them.

Two sends may arrive as one, and one send may arrive in pieces. A frame tells the receiver where a message
ends: four bytes with the length of the payload, the most significant first, and then the payload. Most
protocols of the internet are made of such frames, or of lines.

Read on: socket.sendall, recv(2), int.to_bytes, struct
"""

import socket


def send_frame(sock: socket.socket, payload: bytes) -> None:
    """Send one frame, the whole of it.

    sock: a stream socket; it may have a time limit, stays open, and waits as before.
    """
    # TODO: where does this message end? And how much of it does send take?
    sock.send(payload)


def recv_exactly(sock: socket.socket, size: int) -> bytes:
    """Receive `size` bytes, however many pieces they come in, and no more.

    sock: a stream socket; it stays open, and waits as before.
    Returns the bytes. Raises EOFError if the stream ends before that.
    """
    # TODO: recv returns what is there, and that may be less.
    return sock.recv(size)


def recv_frame(sock: socket.socket) -> bytes:
    """Receive one frame and return its payload; what follows the frame stays in the socket.

    sock: a stream socket; it stays open, and waits as before.
    Raises EOFError if the stream ends before the frame does.
    """
    # TODO: the length comes first.
    return recv_exactly(sock, 65536)
