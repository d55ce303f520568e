"""A long time limit is set, and stays with the socket.

caught_by = "test_again_and_again_over_the_same_pair"
words = ["a time limit of 30.0 s"]
"""

SIZE = 1024


def exchange(sock, message):
    sock.settimeout(30)
    sock.send(message)
    return sock.recv(SIZE)
