"""Too long, and too short: a datagram that is cut, and a datagram of no bytes at all.

recv takes one datagram. If that is longer than the size that was asked for, its tail is thrown away without a
word; only recvmsg tells, by a flag. And a datagram may be empty: recv then returns no bytes, as it does at the
end of a stream, but this is a message like any other.

Read on: recv(2) under MSG_TRUNC, recvmsg(2), socket.recvmsg
"""

import socket

SIZE = 1024
END = b"end"


def receive(sock: socket.socket, size: int) -> tuple[bytes, bool]:
    """Receive one datagram, and tell whether it was cut.

    sock: a datagram socket; it stays open, and waits as before. size: how many bytes are wanted at most.
    Returns the message, or its first `size` bytes, and True if it was longer than that.
    """
    message, _, flags, _ = sock.recvmsg(size)
    return message, bool(flags & socket.MSG_TRUNC)  # the length alone cannot tell: a message may just fit


def receive_until_end(sock: socket.socket) -> list[bytes]:
    """Receive messages of at most SIZE bytes, until the message END comes.

    sock: a datagram socket; it stays open, and waits as before.
    Returns the messages before END, the empty ones too.
    """
    messages = []
    while (message := sock.recv(SIZE)) != END:  # only what was agreed on is the end
        messages.append(message)
    return messages
