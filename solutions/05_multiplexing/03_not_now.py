"""Not now: nothing yet is not the end.

A recv that finds nothing waits, and who must not wait can ask for another one: it fails with EAGAIN, in Python with
BlockingIOError. So there are three answers now: some bytes, nothing yet, and the end. There are two ways to ask. A flag
of recv holds for this call alone; O_NONBLOCK belongs to the open socket, and with it to everybody who has a copy.

Read on: recv(2), fcntl(2), socket.setblocking in Python's library
"""

import socket


def what_is_there(sock: socket.socket) -> tuple[bytes, bool]:
    """Receive all that has come through a socket and was not received yet, and wait for nothing.

    sock: one of a pair of stream sockets. It stays open and waits as before: another process may have a copy.
    Returns the bytes, and whether they are the last, for the other side has ended.
    """
    heard = b""
    while True:
        try:
            data = sock.recv(4096, socket.MSG_DONTWAIT)  # of this call alone
        except BlockingIOError:
            return heard, False
        if not data:
            return heard, True
        heard += data
