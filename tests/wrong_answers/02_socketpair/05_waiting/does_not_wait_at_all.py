"""Looks once whether a message is there.

caught_by = "test_the_waiting_is_not_cut_short"
words = ["0.2 s were given, and receive_within came back after 0.0"]
"""

import socket


def receive_within(sock, seconds, otherwise):
    try:
        return sock.recv(1024, socket.MSG_DONTWAIT)
    except BlockingIOError:
        return otherwise
