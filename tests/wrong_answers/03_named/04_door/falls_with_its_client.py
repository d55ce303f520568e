"""Takes no care of a client that has gone.

caught_by = "test_a_client_that_has_gone"
words = ["that is no error"]
"""

import os
import socket


def listen_at(path):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen()
    return listener


def greet(listener):
    conn, _ = listener.accept()
    with conn:
        while piece := conn.recv(4096):
            conn.sendall(piece.upper())


def close_door(listener):
    path = listener.getsockname()
    listener.close()
    os.unlink(path)
