"""The limit is set for this socket, and for every new socket of the program as well.

caught_by = "test_a_message_that_is_there_is_received"
cause = "left-behind"
words = ["a time limit that `receive_within` has set for every new socket"]
"""

import socket

SIZE = 1024


def receive_within(sock, seconds, otherwise):
    socket.setdefaulttimeout(seconds)
    sock.settimeout(seconds)
    try:
        return sock.recv(SIZE)
    except TimeoutError:
        return otherwise
    finally:
        sock.settimeout(None)
