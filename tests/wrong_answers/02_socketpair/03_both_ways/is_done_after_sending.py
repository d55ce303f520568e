"""Ends its direction with shutdown after the message, as one closes a pipe: a second exchange is impossible.

caught_by = "test_again_and_again_over_the_same_pair"
words = ["BrokenPipeError"]
"""

import socket


def exchange(sock, message):
    sock.send(message)
    sock.shutdown(socket.SHUT_WR)
    return sock.recv(1024)
