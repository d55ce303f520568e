"""Receives with a size that is enough for the first messages, and smaller than SIZE.

caught_by = "test_a_message_may_be_1024_bytes_long"
words = ["what recv has no room for is lost"]
"""

import socket


def a_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def send_one(sock, message):
    sock.sendall(message)


def receive_one(sock):
    return sock.recv(100)
