"""Closes the listener, and leaves its path.

caught_by = "test_the_door_is_closed"
words = ["a name stays until somebody removes it"]
"""

import contextlib
import socket


def listen_at(path):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
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
