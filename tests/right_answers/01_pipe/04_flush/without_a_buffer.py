"""Bare descriptors have no buffer: every os.write is in the pipe when it returns."""

import os


def three_lines(writer):
    os.write(writer, b"before\n")
    child = os.fork()
    if child == 0:
        os.write(writer, b"child\n")
        os._exit(0)
    os.waitpid(child, 0)
    os.write(writer, b"after\n")
    os.close(writer)
