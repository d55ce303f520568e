"""Takes BlockingIOError for the end.

caught_by = "test_nothing_yet"
words = ["nothing has come yet, and the other side has not ended"]
"""

import socket


def what_is_there(sock):
    heard = b""
    try:
        while data := sock.recv(4096, socket.MSG_DONTWAIT):
            heard += data
    except BlockingIOError:
        pass
    return heard, True
