"""Looks with WNOWAIT: the dead stay where they are.

caught_by = "test_who_was_asked_for_is_gone"
words = ["reap told of"]
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
    for _ in range(6):
        try:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return found
        if ended and (ended.si_pid, ended.si_status) not in found:
            found.append((ended.si_pid, ended.si_status))
    return found
