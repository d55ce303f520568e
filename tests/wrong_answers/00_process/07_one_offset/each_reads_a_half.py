"""The child reads one half, the parent the other one.

caught_by = "test_both_get_the_whole_file"
words = ["twice returned 160000"]
"""

import os


def whole(fd):
    return os.pread(fd, os.fstat(fd).st_size, 0)


def twice(fd, out):
    half = os.fstat(fd).st_size // 2
    child = os.fork()
    if child == 0:
        with open(out, "wb") as file:
            file.write(os.read(fd, half))
        os._exit(0)
    os.waitpid(child, 0)
    return os.read(fd, half)
