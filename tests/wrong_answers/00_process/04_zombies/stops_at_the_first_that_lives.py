"""Asks them one by one, and stops at the first that is alive.

caught_by = "test_the_dead_are_asked_for_and_the_living_goes_on"
words = ["reap told of [0, 1]"]
"""

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
    while CHILDREN:
        child, status = os.waitpid(CHILDREN[0], os.WNOHANG)
        if child == 0:
            break
        found.append((CHILDREN.pop(0), os.waitstatus_to_exitcode(status)))
    return found
