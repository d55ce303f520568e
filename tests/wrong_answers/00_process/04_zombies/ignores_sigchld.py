"""Lets the kernel throw the children away: their statuses are lost with them.

caught_by = "test_the_dead_are_asked_for_and_the_living_goes_on"
words = ["reap told of []"]
"""

import os
import signal


def start(count: int) -> tuple[list[int], list[int]]:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
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
        try:
            os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        except ChildProcessError:
            pass


def reap():
    return []
