"""Takes every error for a taken name, but not that of Python, which has no number.

caught_by = "test_another_reason"
words = ["does not mean that somebody has the name", "Permission denied"]
"""

import socket


def only_one(name):
    holder = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        holder.bind("\0" + name)
    except OSError as error:
        holder.close()
        if error.errno is None:
            raise
        return None
    return holder
