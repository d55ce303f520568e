"""Kills whoever is still there, so that waiting takes no time.

caught_by = "test_the_dead_are_asked_for_and_the_living_goes_on"
words = ["BrokenPipeError"]
"""

import os
import signal


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
        child = CHILDREN.pop()
        os.kill(child, signal.SIGTERM)
        found.append((child, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))
    return [pair for pair in found if pair[1] >= 0]
