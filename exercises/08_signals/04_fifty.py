"""Fifty: signals do not count.

The kernel sends SIGCHLD when a child has ended. While the signal is blocked, or is just being handled, others of
its kind run together with it: whether one child has ended meanwhile or fifty have, the handler is called once. So
a SIGCHLD says: at least one.

`burst` lets fifty children end before the signal comes through, and one lives on. A child of somebody else is
there as well, as a library might have started it. Write what the handler does.

Read on: waitpid(2), signal(7), os.waitstatus_to_exitcode in Python's library
"""

import os
import signal


def collect(children: list[int], ended: dict[int, int]) -> None:
    """Take the status of each of these children that has ended, and wait for none; called by a handler.

    children: their pids. Some may live on, and the status of some may have been taken by an earlier call.
    ended: of those, the exit code by the pid; gets that of those which have ended since. It is the number with which
    a child has exited, or minus the number of the signal by which it was killed.
    The statuses of children that are not in the list are left for whoever has started them.
    """
    # TODO: how many children may have ended when the handler is called once?
    raise NotImplementedError("take the status of each child that has ended")


def burst(codes: list[int | None]) -> tuple[list[int | None], list[int | None], int]:
    """Fork a child for each code, which ends with it, or lives on for a while for None; and one that is not ours.

    Returns the codes of our children as they are known after the first SIGCHLD, again when all have ended (0 for
    one that has lived on), and that of the child that is not ours, which exits with status 7.
    """
    children: list[int] = []
    ended: dict[int, int] = {}
    lives, ends = os.pipe()
    before = signal.signal(signal.SIGCHLD, lambda number, frame: collect(children, ended))
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    for code in [*codes, 7]:
        child = os.fork()
        if child == 0:
            end_with(code, lives, ends)
        children.append(child)
    stranger = children.pop()
    known = []
    for chosen in (lambda code: code is not None, lambda code: code is None):
        for child in [pid for pid, code in zip([*children, stranger], [*codes, 7]) if chosen(code)]:
            os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # it has ended for sure, and is still a zombie
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})  # here the handler is called
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        known.append([ended.get(child) for child in children])
