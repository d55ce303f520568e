"""Ends only when none of those that are there has ended: without any, waitpid raises.

caught_by = "test_there_is_no_child"
words = ["ChildProcessError", "ECHILD"]
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
    while (ended := os.waitpid(-1, os.WNOHANG))[0]:
        found.append((ended[0], os.waitstatus_to_exitcode(ended[1])))
    return found
