"""Takes the name for datagrams: for streams it is free.

caught_by = "test_a_name_of_datagrams_is_another"
words = ["nobody has the name yet"]
"""

import errno
import socket


def only_one(name):
    holder = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        holder.bind("\x00" + name)
    except OSError as error:
        holder.close()
        if error.errno != errno.EADDRINUSE:
            raise
        return None
    return holder
