"""The child is forked first, and waits until it is told that its turn has come."""

import os


def three_lines(writer):
    r, w = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(w)
        os.read(r, 1)
        os.write(writer, b"child\n")
        os._exit(0)
    os.close(r)
    os.write(writer, b"before\n")
    os.close(w)
    os.waitpid(child, 0)
    os.write(writer, b"after\n")
    os.close(writer)
