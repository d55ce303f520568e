"""Finds the zombies in /proc, and waits for each, which takes no time."""

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


def state(pid):
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()[0]


def reap():
    found = []
    with open("/proc/thread-self/children") as file:
        children = file.read().split()
    for child in map(int, children):
        if state(child) == "Z":
            found.append((child, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))
    return found
