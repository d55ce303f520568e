"""The reader opens for both directions, so as not to wait, and is a writer itself.

caught_by = "test_the_bytes_come_through"
cause = "own-write-end"
words = ["it still holds the write end"]
"""

import os


def through(path, data):
    os.mkfifo(path)
    child = os.fork()
    if child == 0:
        with open(path, "wb") as writer:
            writer.write(data)
        os._exit(0)
    with open(os.open(path, os.O_RDWR), "rb") as reader:
        received = reader.read()
    os.waitpid(child, 0)
    os.unlink(path)
    return received
