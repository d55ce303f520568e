"""Waits for the living as well.

caught_by = "test_the_dead_are_asked_for_and_the_living_goes_on"
cause = "waiting-for-child"
words = ["waits for"]
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
        writers.append(writer)
    return children, writers


def until_ended(children: list[int]) -> None:
    for child in children:
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)


def reap():
    found = []
    while True:
        try:
            child, status = os.wait()
        except ChildProcessError:
            return found
        found.append((child, os.waitstatus_to_exitcode(status)))
