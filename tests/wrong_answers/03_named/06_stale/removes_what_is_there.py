"""Removes whatever is at the path.

caught_by = "test_a_server_is_there"
words = ["was expected, and nothing was raised"]
"""

import contextlib
import os
import socket


def listen_at(path):
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    return listener
