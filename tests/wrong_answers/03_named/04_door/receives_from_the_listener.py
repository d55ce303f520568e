"""Receives from the socket that only listens.

caught_by = "test_the_client_meets_the_end"
words = ["recv", "Invalid argument"]
"""

import os
import socket


def listen_at(path):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen()
    return listener


def greet(listener):
    while piece := listener.recv(4096):
        listener.sendall(piece.upper())


def close_door(listener):
    path = listener.getsockname()
    listener.close()
    os.unlink(path)
