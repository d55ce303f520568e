"""Reads as much as one call gives.

caught_by = "test_both_get_the_whole_file"
words = ["twice returned 4096"]
"""

import os


def whole(fd):
    return os.pread(fd, 4096, 0)


def twice(fd, out):
    child = os.fork()
    if child == 0:
        with open(out, "wb") as file:
            file.write(whole(fd))
        os._exit(0)
    os.waitpid(child, 0)
    return whole(fd)
