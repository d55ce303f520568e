"""The dead stay until somebody asks for them.

A process that has ended leaves its status behind, and its number: a zombie, `Z` in ps(1). `os.kill(child, 0)` still
succeeds, as if it were alive. It goes when its parent asks for the status, so a server that never asks fills the table
of processes. And one that asks by waiting stands still as long as a single child lives.

Run the tests before you change anything: the first one hangs, and you are told why.

Read on: waitpid(2), the part on zombies and WNOHANG
"""

import os


def start(count: int) -> tuple[list[int], list[int]]:
    """Start children, each of which waits for the end of a pipe of its own and then exits: the first one with 0.

    count: how many. The next one exits with 1, and so on.
    Returns their numbers, and the write ends: nobody else holds these.
    """
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
    """Wait until these children have ended; they stay as zombies, for nobody has asked for their status."""
    for child in children:
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)


def reap() -> list[tuple[int, int]]:
    """Ask for the status of every child that has ended, and wait for none of those that are still there.

    Returns a pair for each of them, in any order: its number, and the code with which it has exited. An empty list
    where none has ended, and where there is no child at all.
    """
    found = []
    try:
        while True:
            child, status = os.waitpid(-1, os.WNOHANG)
            if child == 0:  # there are some, and none of them has ended
                return found
            found.append((child, os.waitstatus_to_exitcode(status)))
    except ChildProcessError:  # there are none
        return found
