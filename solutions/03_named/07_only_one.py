"""Only one: a name that is free as soon as its holder is gone, however it went.

A program that may run only once looks for a sign that it runs already, and leaves such a sign. A file is a bad one: it
is still there when its program was killed. An abstract name of a Unix socket is in no file system: it begins with a
NUL byte, the kernel keeps it as long as anybody has the socket, and not a moment longer. There is nothing to remove.

Run it by hand as well, in two terminals: `python exercises/03_named/07_only_one.py`.

Read on: unix(7) on abstract addresses
"""

import errno
import socket


def only_one(name: str) -> socket.socket | None:
    """Take a name that only one can have; whoever has the socket has the name, and all copies of it have to be closed.

    name: text without NUL bytes. The name is that of a Unix stream socket in the abstract namespace: a NUL byte and the
    text, and nothing behind it.
    Returns the socket, which is bound to the name; None if somebody has it. Raises OSError if it cannot be had for any
    other reason.
    """
    holder = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        holder.bind("\0" + name)
    except OSError as error:
        holder.close()  # survives: nothing else refers to it, and so it is closed anyway
        if error.errno != errno.EADDRINUSE:
            raise
        return None
    return holder


if __name__ == "__main__":
    import sys

    if only := only_one("the-only-one"):
        print(
            "Nobody else is here. Start me once more, and then end me as you like: Enter, Ctrl-C, kill -9",
            flush=True,
        )
        sys.stdin.readline()
    else:
        print("There is one already.")
