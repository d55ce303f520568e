"""Judge whether a tree has had its limit: on a busy machine, the time for which it waited for a core is given back."""

from __future__ import annotations

import os
from collections.abc import Iterable

from kata.kernel import procfs, tree, usage

MOST = 3  # times the limit, however busy the machine is


def is_used_up(limit: float, seconds: float, pids: Iterable[int]) -> bool:
    """Whether these processes have had as long as they may run. seconds: since the watch began.

    pids: of the whole tree.
    """
    # A limit is for a program that does not end, and not for one that hardly ever runs. A test of three processes
    # that take turns, each told of to the watcher, needs some hundred times a core; beside thirty processes that only
    # compute, it waits for that longer than for anything else. The kernel counts such waits, so they need no guess
    # about the load. Who takes turns waits one after the other: so the wait of the watcher, who takes part in that,
    # and the longest one of the others. Where a tree has worked for its limit on all cores together, it has had its
    # time: processes of one tree that only compute keep nobody waiting but each other.
    if seconds <= limit:
        return False
    if seconds > MOST * limit or usage.worked(pids) >= limit:
        return True
    return seconds - waited([os.getpid()]) - waited(pids) > limit


def waited(pids: Iterable[int]) -> float:
    """Seconds that a thread of these processes could run and had no core, of the one that waited longest; 0 where the
    kernel does not count that (schedstat in proc_pid(5))."""
    return max((_of_thread(pid, tid) for pid in pids for tid in tree.threads(pid)), default=0.0)


def _of_thread(pid: int, tid: int) -> float:
    try:
        return int(procfs.read(f"/proc/{pid}/task/{tid}/schedstat").split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0
