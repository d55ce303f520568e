"""Closes the door behind its first guest.

caught_by = "test_two_clients_one_after_the_other"
words = ["was closed, which belongs to its caller"]
"""

import contextlib
import os
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
    listener.close()


def close_door(listener):
    path = listener.getsockname()
    listener.close()
    os.unlink(path)
