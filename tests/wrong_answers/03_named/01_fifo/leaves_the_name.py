"""The FIFO stays at its path.

caught_by = "test_nothing_is_left_at_the_path"
words = ["a name stays until somebody removes it"]
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
        received = reader.read()
    os.waitpid(child, 0)
    return received
