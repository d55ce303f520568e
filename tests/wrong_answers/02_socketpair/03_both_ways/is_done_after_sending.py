"""Says with shutdown that it will send no more: true for a pipe that is closed, but here there is a next time.

caught_by = "test_again_and_again_over_the_same_pair"
words = ["BrokenPipeError"]
"""

import socket


def exchange(sock, message):
    sock.send(message)
    sock.shutdown(socket.SHUT_WR)
    return sock.recv(1024)
