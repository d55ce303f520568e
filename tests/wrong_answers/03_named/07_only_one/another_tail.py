"""Fills the address up with NUL bytes, which are part of the name.

caught_by = "test_the_name_is_that_of_the_socket"
words = ["x00"]
"""

import errno
import socket


def only_one(name):
    holder = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        holder.bind(b"\x00" + name.encode().ljust(107, b"\x00"))
    except OSError as error:
        holder.close()
        if error.errno != errno.EADDRINUSE:
            raise
        return None
    return holder
