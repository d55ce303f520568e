"""Reads once, takes that for all, and leaves a child that has more to write.

caught_by = "test_more_than_a_pipe_holds"
cause = "escaped-child"
words = ["Broken pipe"]
"""

import os


def through(path, data):
    os.mkfifo(path)
    child = os.fork()
    if child == 0:
        with open(path, "wb") as writer:
            writer.write(data)
        os._exit(0)
    with open(path, "rb") as reader:
        received = os.read(reader.fileno(), 1 << 20)
    os.waitpid(child, 0)
    os.unlink(path)
    return received
