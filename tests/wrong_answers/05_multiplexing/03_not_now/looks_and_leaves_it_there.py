"""Looks at the bytes, and leaves them in the socket.

caught_by = "test_some_and_then_more"
words = ["still in the socket"]
"""

import select
import socket


def what_is_there(sock):
    if not select.select([sock], [], [], 0)[0]:
        return b"", False
    data = sock.recv(1 << 20, socket.MSG_PEEK)
    return data, not data
