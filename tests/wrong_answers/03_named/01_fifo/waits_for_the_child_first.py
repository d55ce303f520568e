"""Waits for the child before it opens the FIFO, for which the child waits.

caught_by = "test_the_bytes_come_through"
cause = "fifo-half-open"
words = ["waits for the child"]
"""

import os


def through(path, data):
    os.mkfifo(path)
    child = os.fork()
    if child == 0:
        with open(path, "wb") as writer:
            writer.write(data)
        os._exit(0)
    os.waitpid(child, 0)
    with open(path, "rb") as reader:
        received = reader.read()
    os.unlink(path)
    return received
