"""Binds a socket that nothing refers to when the function returns, and returns another.

caught_by = "test_only_one_has_it"
words = ["only_one returned a socket"]
"""

import socket


def is_free(name):
    holder = socket.socket(socket.AF_UNIX)
    try:
        holder.bind("\0" + name)
    except OSError as error:
        if error.errno is None:
            raise
        return False
    return True


def only_one(name):
    return socket.socket(socket.AF_UNIX) if is_free(name) else None
