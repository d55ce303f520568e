"""A type that keeps messages apart as well, but knows an end: not datagrams.

caught_by = "test_a_pair_is_of_unix_sockets_of_the_datagram_type"
words = ["SOCK_DGRAM, not SOCK_SEQPACKET"]
"""

import socket


def a_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send_one(sock, message):
    sock.send(message)


def receive_one(sock):
    return sock.recv(1024)
