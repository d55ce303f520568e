"""Takes whatever connect raises for the sign of a dead server.

caught_by = "test_a_server_is_there_and_busy"
words = ["was expected, and nothing was raised"]
"""

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
        is_refused = caller.connect_ex(path) != 0
    return is_refused and os.path.lexists(path) and stat.S_ISSOCK(os.lstat(path).st_mode)
