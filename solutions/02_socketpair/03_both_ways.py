"""Both ways: each socket of a pair can send and receive.

Two pipes were needed for a conversation. One pair of sockets is enough: what goes one way does not get in the
way of what goes the other. So both sides may speak at the same time. They only must not both listen first.

Run the tests before you change anything: one of them hangs, and you are told why.

Read on: socketpair(2), send(2)
"""

import socket

SIZE = 1024


def exchange(sock: socket.socket, message: bytes) -> bytes:
    """Send a message to the peer and receive one from it; the peer does the same with its own socket.

    sock: one of two connected datagram sockets; it stays open.
    Returns the message of the peer.
    """
    sock.send(message)  # both may speak first: the message waits in the socket of the peer
    return sock.recv(SIZE)
