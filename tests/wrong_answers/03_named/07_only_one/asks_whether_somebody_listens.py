"""Connects, to see whether somebody is there, and whoever has the name does not listen.

caught_by = "test_only_one_has_it"
words = ["Address already in use"]
"""

import socket


def only_one(name):
    holder = socket.socket(socket.AF_UNIX)
    with socket.socket(socket.AF_UNIX) as caller:
        try:
            caller.connect("\0" + name)
        except ConnectionRefusedError:
            holder.bind("\0" + name)
            return holder
