"""An open of its own, by the name that /proc has for the descriptor."""

import os


def whole(fd):
    with open(f"/proc/self/fd/{fd}", "rb") as file:
        return file.read()


def twice(fd, out):
    child = os.fork()
    if child == 0:
        with open(out, "wb") as file:
            file.write(whole(fd))
        os._exit(0)
    os.waitpid(child, 0)
    return whole(fd)
