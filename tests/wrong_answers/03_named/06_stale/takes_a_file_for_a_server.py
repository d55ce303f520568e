"""Takes the file for a sign of life.

caught_by = "test_a_server_has_gone"
words = ["Address already in use"]
"""

import errno
import os
import socket


def listen_at(path):
    if os.path.exists(path):
        raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    return listener
