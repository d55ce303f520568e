"""Seeks to the beginning in the parent, and leaves the position at the end.

caught_by = "test_the_position_does_not_matter"
words = ["its position was 5"]
"""

import os


def whole(fd):
    data = b""
    while chunk := os.read(fd, 4096):
        data += chunk
    return data


def twice(fd, out):
    child = os.fork()
    if child == 0:
        with open(out, "wb") as file:
            file.write(whole(fd))
        os._exit(0)
    os.waitpid(child, 0)
    os.lseek(fd, 0, os.SEEK_SET)
    return whole(fd)
