"""Shuts the socket down at the end of the stream: its caller cannot send any more.

caught_by = "test_the_socket_stays_open"
words = ["ended the other direction of the socket as well"]
"""

import socket

SIZE = 1024


def until_reset(sock):
    got = b""
    try:
        while p := sock.recv(SIZE):
            got += p
    except ConnectionResetError:
        return (got, "reset")
    sock.shutdown(socket.SHUT_RDWR)
    return (got, "end")
