"""Takes every error for a taken name.

caught_by = "test_a_name_that_nobody_can_have"
words = ["was expected, and nothing was raised"]
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
