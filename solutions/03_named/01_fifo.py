"""Fifo: a pipe with a name, and whoever opens it waits for the other side.

A pipe can only be inherited. A FIFO is a pipe as well, but it has a name in the file system: two processes that
have nothing in common find it there. One opens it to write and the other to read, and open itself is the meeting: it
does not return before the other side has opened, too.

Run the tests before you change anything: they hang, and you are told why.

Read on: fifo(7), mkfifo(3), open(2), unlink(2)
"""

import os


def through(path: str, data: bytes) -> bytes:
    """Let a child write bytes into a FIFO that is made at this path, and read them there until their end.

    Returns the bytes as they came. The child has exited by itself and been waited for, and nothing is left at the path.
    Raises FileExistsError if there is something at the path before, and leaves that alone.
    """
    os.mkfifo(path)
    child = os.fork()
    if child == 0:
        with open(path, "wb") as writer:  # waits until the parent opens it to read
            writer.write(data)
        os._exit(0)
    with open(path, "rb") as reader:  # waits until the child opens it to write
        received = reader.read()
    os.waitpid(child, 0)
    os.unlink(path)  # the name is a file: it stays until somebody removes it
    return received
