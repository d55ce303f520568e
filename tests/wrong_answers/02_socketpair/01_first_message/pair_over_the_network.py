"""Two datagram sockets that are connected over the network of this machine.

caught_by = "test_a_pair_is_of_unix_sockets_of_the_datagram_type"
words = ["AF_UNIX, not AF_INET"]
"""

import socket


def a_pair():
    left, right = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
    for sock in (left, right):
        sock.bind(("127.0.0.1", 0))
    left.connect(right.getsockname())
    right.connect(left.getsockname())
    return left, right


def send_one(sock, message):
    sock.send(message)


def receive_one(sock):
    return sock.recv(1024)
