"""Closes the socket, which belongs to the caller, after the exchange.

caught_by = "test_again_and_again_over_the_same_pair"
words = ["ConnectionRefusedError"]
"""


def exchange(sock, message):
    with sock:
        sock.send(message)
        return sock.recv(1024)
