"""waitid with WNOHANG, which returns None where none has ended."""

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
    try:
        while ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG):
            found.append((ended.si_pid, ended.si_status))
    except ChildProcessError:
        pass
    return found
