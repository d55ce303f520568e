"""Takes some other errors for a taken name as well.

caught_by = "test_another_reason"
words = ["does not mean that somebody has the name"]
"""

import errno
import socket


def only_one(name):
    holder = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        holder.bind("\0" + name)
    except OSError as error:
        holder.close()
        if error.errno not in (errno.EADDRINUSE, errno.EACCES, errno.EPERM):
            raise
        return None
    return holder
