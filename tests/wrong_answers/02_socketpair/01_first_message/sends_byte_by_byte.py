"""Sends byte by byte: each send is a message of its own.

caught_by = "test_a_message_goes_out_as_one_datagram"
words = ["b'I'", "b'Into the pair I go...'"]
"""

import socket


def a_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def send_one(sock, message):
    for byte in message:
        sock.send(bytes([byte]))


def receive_one(sock):
    return sock.recv(1024)
