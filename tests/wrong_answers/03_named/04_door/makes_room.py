"""Removes whatever is at its path.

caught_by = "test_what_is_there_before_is_left_alone"
words = ["was expected, and nothing was raised"]
"""

import contextlib
import os
import socket


def listen_at(path):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    if os.path.exists(path):
        os.unlink(path)
    listener.bind(path)
    listener.listen()
    return listener


def greet(listener):
    conn, _ = listener.accept()
    with conn, contextlib.suppress(BrokenPipeError, ConnectionResetError):
        while piece := conn.recv(4096):
            conn.sendall(piece.upper())


def close_door(listener):
    path = listener.getsockname()
    listener.close()
    os.unlink(path)
