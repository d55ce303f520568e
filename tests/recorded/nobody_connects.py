"""cause = "nobody-connects"
summary = "Your process waits for somebody to connect to `/proc/self/cwd/server`, and nobody in this program is left to do so."
people = ["your process"]
blamed = ["accept(server, fd {server})"]
"""

import os
import socket

ADDRESS = "/proc/self/cwd/server"  # each process has such a name for itself


def f():
    server = socket.socket(socket.AF_UNIX)
    server.bind(ADDRESS)
    server.listen()
    os.unlink(ADDRESS)
    return server.accept()
