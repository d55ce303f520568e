"""Makes a copy with dup: one more number, the same position.

caught_by = "test_both_get_the_whole_file"
words = ["twice returned 0"]
"""

import os


def whole(fd):
    copy = os.dup(fd)
    with open(copy, "rb") as file:
        return file.read()


def twice(fd, out):
    child = os.fork()
    if child == 0:
        with open(out, "wb") as file:
            file.write(whole(fd))
        os._exit(0)
    os.waitpid(child, 0)
    return whole(fd)
