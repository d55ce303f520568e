"""Looks once for a message, without waiting.

caught_by = "test_the_waiting_is_not_cut_short"
words = ["receive_within was given 1.1 s, and returned after 0.0"]
"""

import socket


def receive_within(sock, seconds, otherwise):
    try:
        return sock.recv(1024, socket.MSG_DONTWAIT)
    except BlockingIOError:
        return otherwise
