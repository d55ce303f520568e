"""The first message: one send, one recv.

`socket.socketpair` makes two sockets that are connected to each other: what is sent through one is received
from the other. A pipe hands its bytes on as a stream, without beginning or end. A datagram socket hands on
messages: each recv takes what one send has sent, no more and no less.

Read on: socketpair(2), send(2), recv(2), unix(7)
"""

import socket

SIZE = 1024


def a_pair() -> tuple[socket.socket, socket.socket]:
    """Return two Unix sockets of the datagram type that are connected to each other, both open."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)  # streams would not keep messages apart


def send_one(sock: socket.socket, message: bytes) -> None:
    """Send a message, as one datagram.

    sock: a socket of a pair; it stays open, and waits as before.
    """
    sock.send(message)


def receive_one(sock: socket.socket) -> bytes:
    """Receive one message of at most SIZE bytes; wait for it if none is there yet.

    sock: a socket of a pair; it stays open, and waits as before.
    Returns the message.
    """
    return sock.recv(SIZE)  # at most SIZE bytes, and never of two messages
