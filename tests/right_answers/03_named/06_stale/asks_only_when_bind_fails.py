"""Tries to bind first, and looks only if that fails; the new socket takes the place by a rename."""

import errno
import os
import socket
import stat


def is_dead(path):
    caller = socket.socket(socket.AF_UNIX)
    caller.setblocking(False)
    number = caller.connect_ex(path)
    caller.close()
    return number == errno.ECONNREFUSED and stat.S_ISSOCK(os.stat(path, follow_symlinks=False).st_mode)


def listen_at(path):
    listener = socket.socket(socket.AF_UNIX)
    try:
        listener.bind(path)
    except OSError:
        if not is_dead(path):
            listener.close()
            raise
        listener.bind(path + "~")
        os.rename(path + "~", path)
    listener.listen()
    return listener
