"""Waiting: recv waits for the other side, as long as it takes, unless you say how long.

Because recv waits, nobody has to ask again and again whether a message is there. But where none may come at
all, the wait needs a limit. `settimeout` sets one for all later calls on the socket.

Run the tests before you change anything: three of them hang, and you are told why.

Read on: socket.settimeout, recv(2), poll(2)
"""

import socket

SIZE = 1024


def receive_within(sock: socket.socket, seconds: float, otherwise: bytes) -> bytes:
    """Receive one message of at most SIZE bytes; sleep until it comes, but no longer than `seconds`.

    sock: a datagram socket without a time limit; it stays open, and has no limit afterwards.
    seconds: more than 0.
    Returns the message, or `otherwise` if none came in time. Raises OSError where recv fails.
    """
    # TODO: how long does this wait?
    return sock.recv(SIZE)
