"""Sockets are descriptors: read and write do on them what recv and send do."""

import os
import socket


def a_pair():
    return socket.socketpair(type=socket.SOCK_DGRAM)


def send_one(sock, message):
    os.write(sock.fileno(), message)


def receive_one(sock):
    return os.read(sock.fileno(), 65536)
