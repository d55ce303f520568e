"""Writes the file itself, beside a child that does nothing.

caught_by = "test_both_get_the_whole_file"
words = ["the child has not written it"]
"""

import os


def whole(fd):
    return os.pread(fd, os.fstat(fd).st_size, 0)


def twice(fd, out):
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    with open(out, "wb", closefd=False) as file:
        file.write(whole(fd))
    return whole(fd)
