"""Leaves a file that says who is there, and nobody removes it after a kill.

caught_by = "test_a_holder_was_killed"
words = ["its holder was killed"]
"""

import os
import socket


def only_one(name):
    try:
        file = os.open(f"{name}.pid", os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        return None
    os.write(file, str(os.getpid()).encode())
    os.close(file)
    return socket.socket(socket.AF_UNIX)
