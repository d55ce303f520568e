"""Receives in a loop until nothing comes, as one reads a pipe: a datagram socket has no end.

caught_by = "test_a_message_is_received"
cause = "no-more-data"
words = ["waits for data from"]
"""

import socket


def a_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def send_one(sock, message):
    sock.send(message)


def receive_one(sock):
    message = b""
    while piece := sock.recv(1024):
        message += piece
    return message
