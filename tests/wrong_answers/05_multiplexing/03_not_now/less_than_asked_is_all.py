"""Takes a recv that brings less than it asked for as the last one.

caught_by = "test_a_recv_takes_less_than_there_is"
words = ["byte by byte"]
"""

import socket


def what_is_there(sock):
    heard = b""
    while True:
        try:
            data = sock.recv(4096, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return heard, False
        heard += data
        if len(data) < 4096:
            return heard, not data
