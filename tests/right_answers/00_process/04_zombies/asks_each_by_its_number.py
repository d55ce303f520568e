"""Keeps the numbers of its children, and asks each."""

import os


def start(count: int) -> tuple[list[int], list[int]]:
    children, writers = [], []
    for code in range(count):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            for end in [*writers, writer]:
                os.close(end)
            os.read(reader, 1)
            os._exit(code)
        os.close(reader)
        children.append(child)
        CHILDREN.append(child)
        writers.append(writer)
    return children, writers


def until_ended(children: list[int]) -> None:
    for child in children:
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)


CHILDREN = []


def reap():
    found = []
    for child in list(CHILDREN):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            CHILDREN.remove(child)
            found.append((child, os.WEXITSTATUS(status)))
    return found
