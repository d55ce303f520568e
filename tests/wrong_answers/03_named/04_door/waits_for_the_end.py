"""Hears the client out before it answers, and the client waits for an answer.

caught_by = "test_the_client_is_answered_while_it_still_talks"
cause = "circular-wait"
words = ["each of them waits for the other"]
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
    said = b""
    while piece := conn.recv(4096):
        said += piece
    try:
        conn.sendall(said.upper())
    except BrokenPipeError:
        pass
    conn.close()


def close_door(listener):
    path = listener.getsockname()
    listener.close()
    os.unlink(path)
