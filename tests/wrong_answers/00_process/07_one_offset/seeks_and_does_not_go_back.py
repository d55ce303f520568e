"""Seeks to the beginning before it reads, and nobody puts the position back.

caught_by = "test_the_position_is_where_it_was"
words = ["has lost his place"]
"""

import os


def whole(fd):
    os.lseek(fd, 0, os.SEEK_SET)
    with open(fd, "rb", closefd=False) as file:
        return file.read()


def twice(fd, out):
    child = os.fork()
    if child == 0:
        with open(out, "wb") as file:
            file.write(whole(fd))
        os._exit(0)
    os.waitpid(child, 0)
    return whole(fd)
