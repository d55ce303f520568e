"""Removes whatever is at the path, to have it for itself.

caught_by = "test_what_is_there_before_is_left_alone"
words = ["was expected, and nothing was raised"]
"""

import os


def through(path, data):
    if os.path.exists(path):
        os.unlink(path)
    os.mkfifo(path)
    child = os.fork()
    if child == 0:
        with open(path, "wb") as writer:
            writer.write(data)
        os._exit(0)
    with open(path, "rb") as reader:
        received = reader.read()
    os.waitpid(child, 0)
    os.unlink(path)
    return received
