"""Takes white space at the edges for something that belongs to nobody.

caught_by = "test_bytes_arrive_as_they_are"
words = ["receive_one"]
"""

import socket


def a_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def send_one(sock, message):
    sock.send(message)


def receive_one(sock):
    return sock.recv(1024).strip()
