"""Receives with a size smaller than SIZE: enough for the first messages, but not for all.

caught_by = "test_a_message_may_be_1024_bytes_long"
words = ["the part that recv has no room for is lost"]
"""

import socket


def a_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def send_one(sock, message):
    sock.sendall(message)


def receive_one(sock):
    return sock.recv(100)
