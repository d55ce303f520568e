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
    ended: the exit codes by pid of those; the codes of those that have ended since are added. A code is the number
    with which a child has exited, or minus the number of the signal that has killed it.
    The status of a child that is not in the list is left for whoever has started it.
    """
    for child in children:
        if child in ended:
            continue  # it has no status any more, and its pid may be somebody else's by now
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:  # it lives on otherwise, and there will be another SIGCHLD
            ended[child] = os.waitstatus_to_exitcode(status)


def start(code: int | None, reader: int, writer: int) -> int:
    """Fork a child that ends with this code, or for None at the end of a pipe. Returns its pid."""
    child = os.fork()
    if child == 0:
        os.close(writer)
        if code is None:
            os.read(reader, 1)
        elif code < 0:
            os.kill(os.getpid(), -code)
        os._exit(code or 0)
    return child


def burst(codes: list[int | None]) -> tuple[list[int | None], list[int | None], int]:
    """Start a child for each code, and one of somebody else; those of the code None end later than the others.

    Returns the codes that are known when SIGCHLD has come for the others, those that are known when it has come for
    all, and the code of the child of somebody else, which is 7. SIGCHLD is what it was then.
    """
    ended: dict[int, int] = {}
    reader, writer = os.pipe()
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    children = [start(code, reader, writer) for code in codes]
    stranger = start(7, reader, writer)
    before = signal.signal(signal.SIGCHLD, lambda number, frame: collect(children, ended))
    late = [child for child, code in zip(children, codes, strict=True) if code is None]
    known = []
    for dead in [pid for pid in [*children, stranger] if pid not in late], late:
        for child in dead:
            os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # it has ended for sure, and is a zombie
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})  # here the handler is called, once
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        known.append([ended.get(child) for child in children])
        if dead is not late:
            os.close(writer)
    os.close(reader)
    _, status = os.waitpid(stranger, 0)  # nobody else has taken it
    signal.signal(signal.SIGCHLD, before)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    return known[0], known[1], os.waitstatus_to_exitcode(status)
