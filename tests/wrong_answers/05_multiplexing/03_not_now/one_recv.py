"""Receives once, and so learns of bytes or of the end, but not of both.

caught_by = "test_the_last_words_and_the_end"
words = ["the other side has ended behind these bytes"]
"""

import socket


def what_is_there(sock):
    size = 1 << 20
    heard = b""
    while True:
        try:
            data = sock.recv(size, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return heard, False
        if not heard or len(data) == 1:
            heard += data
        if len(data) != 1:
            return heard, not data
