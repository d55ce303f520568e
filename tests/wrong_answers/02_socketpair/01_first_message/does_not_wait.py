"""Receives without waiting: fine for a message that is there, an error for one that is on its way.

caught_by = "test_recv_waits_for_a_message"
words = ["BlockingIOError", "nothing was there to read"]
"""

import socket


def a_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def send_one(sock, message):
    sock.send(message)


def receive_one(sock):
    return sock.recv(1024, socket.MSG_DONTWAIT)
