"""Removes a link, because there is a socket file behind it.

caught_by = "test_a_link_is_there"
words = ["was expected, and nothing was raised"]
"""

import errno
import os
import socket
import stat


def listen_at(path):
    if _is_stale(path):
        os.unlink(path)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen()
    return listener


def _is_stale(path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
        caller.setblocking(False)
        is_refused = caller.connect_ex(path) == errno.ECONNREFUSED
    return is_refused and stat.S_ISSOCK(os.stat(path).st_mode)
