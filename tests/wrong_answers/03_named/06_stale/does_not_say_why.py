"""Raises an error of its own where a server is.

caught_by = "test_a_server_is_there"
words = ["raised", "EADDRINUSE"]
"""

import errno
import os
import socket
import stat


def listen_at(path):
    if _is_stale(path):
        os.unlink(path)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    if os.path.exists(path):
        raise FileExistsError(17, "somebody is there")
    listener.bind(path)
    listener.listen()
    return listener


def _is_stale(path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
        caller.setblocking(False)
        is_refused = caller.connect_ex(path) == errno.ECONNREFUSED
    return is_refused and stat.S_ISSOCK(os.lstat(path).st_mode)
