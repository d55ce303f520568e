"""The tree of processes below this one: list it, reap it, end it.

On Linux a subreaper is the parent of all orphans below it, so no process leaves the tree: prctl(2).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from _signal import pthread_sigmask  # type: ignore[import-not-found] # that of `signal` makes sixty enums, in 0.5 ms
from collections.abc import Iterable, Iterator

from kata.kernel import procfs
from kata.kernel.procfs import GONE

ON_LINUX = sys.platform == "linux"

PR_SET_CHILD_SUBREAPER = 36  # prctl(2)


def become_subreaper() -> bool:
    """Make this process the parent of orphaned descendants, as init is for all others (prctl(2))."""
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0)


def children(pid: int) -> list[int]:
    """The children of a process, zombies included, of all its threads, in the order of their birth."""
    found: list[int] = []
    try:
        for tid in procfs.threads(pid):
            found += procfs.children(pid, tid)
    except GONE:
        pass
    return found


def descendants(pid: int) -> list[int]:
    """All processes below `pid`, parents before their children."""
    found: list[int] = []
    level = children(pid)
    while level:
        found += level
        level = [child for parent in level for child in children(parent)]
    return found


def own_children() -> list[int]:
    """The children of this process, zombies included."""
    if ON_LINUX:
        return children(os.getpid())
    import psutil

    return [child.pid for child in psutil.Process().children()]


def below(spare: Iterable[int] = ()) -> list[int]:
    """All processes below this one, but for the children to spare."""
    if ON_LINUX:
        mine = [pid for pid in children(os.getpid()) if pid not in spare]
        return mine + [pid for child in mine for pid in descendants(child)]
    import psutil

    found = [child for child in psutil.Process().children() if child.pid not in spare]
    return [p.pid for child in found for p in (child, *child.children(recursive=True))]


def wake_on(*signals: int) -> tuple[int, int]:
    """A pipe that gives the numbers of these signals as they come, a byte each, for the rest of this process: its read
    end and its write end."""
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
    for number in signals:
        signal.signal(number, lambda signum, frame: None)
    pthread_sigmask(signal.SIG_UNBLOCK, signals)
    return woken, wakes


@contextlib.contextmanager
def woken_by_children() -> Iterator[int]:
    """A pipe that can be read when a child has exited: its read end. Afterwards this process is as it was before."""
    handler, mask = signal.getsignal(signal.SIGCHLD), pthread_sigmask(signal.SIG_BLOCK, ())
    ends = wake_on(signal.SIGCHLD)
    try:
        yield ends[0]
    finally:
        pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGCHLD, handler)
        signal.set_wakeup_fd(-1)
        for end in ends:
            os.close(end)


def reap(root: int) -> int | None:
    """Reap all children that have exited, as init does; return the wait status of the root if it is among them."""
    result = None
    with contextlib.suppress(ChildProcessError):
        while (reaped := os.waitpid(-1, os.WNOHANG))[0]:
            if reaped[0] == root:
                result = reaped[1]
    return result


def end_all(spare: Iterable[int] = ()) -> None:
    """Kill and reap everything below this process, but for the children to spare, until nothing is left."""
    while pids := below(spare):
        for number in (signal.SIGSTOP, signal.SIGKILL):  # stopped first: what does not run cannot fork
            for pid in pids:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, number)
        for pid in pids:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def threads(pid: int | str = "self") -> list[int]:
    """The threads of a process; none if it has gone, or if they cannot be seen."""
    try:
        return sorted(procfs.threads(pid))
    except OSError:
        return []
