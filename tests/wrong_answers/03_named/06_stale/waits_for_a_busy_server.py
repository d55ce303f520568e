"""Connects as a client does, and waits for room in the queue.

caught_by = "test_a_server_is_there_and_busy"
cause = "nobody-accepts"
words = ["accepts"]
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
        is_refused = caller.connect_ex(path) == errno.ECONNREFUSED
    return is_refused and stat.S_ISSOCK(os.lstat(path).st_mode)
