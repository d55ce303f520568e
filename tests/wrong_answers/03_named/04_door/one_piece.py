"""Answers the first piece only.

caught_by = "test_the_client_is_answered_while_it_still_talks"
words = ["it did not wait for what comes next"]
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
        if piece := conn.recv(4096):
            conn.sendall(piece.upper())


def close_door(listener):
    path = listener.getsockname()
    listener.close()
    os.unlink(path)
