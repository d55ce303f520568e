"""Seeks, reads, and puts the position back each time."""

import os


def whole(fd):
    before = os.lseek(fd, 0, os.SEEK_CUR)
    os.lseek(fd, 0, os.SEEK_SET)
    try:
        with os.fdopen(os.dup(fd), "rb") as file:
            return file.read()
    finally:
        os.lseek(fd, before, os.SEEK_SET)


def twice(fd, out):
    child = os.fork()
    if child == 0:
        with open(out, "wb") as file:
            file.write(whole(fd))
        os._exit(0)
    os.waitpid(child, 0)
    return whole(fd)
