"""wait3 asks; the pairs come back sorted."""

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
        writers.append(writer)
    return children, writers


def until_ended(children: list[int]) -> None:
    for child in children:
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)


def reap():
    found = set()
    while True:
        try:
            child, status, _ = os.wait3(os.WNOHANG)
        except OSError:
            break
        if not child:
            break
        found.add((child, status >> 8))
    return sorted(found)
