"""Takes every error for a taken name.

caught_by = "test_a_name_that_nobody_can_have"
words = ["DID NOT RAISE"]
"""

import socket


def only_one(name):
    holder = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        holder.bind("\x00" + name)
    except OSError as error:
        holder.close()
        return None
    return holder
