"""Judge whether a tree has had its limit: on a busy machine, the time for which it waited for a core is given back."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable

from kata.kernel import procfs, tree, usage

MOST = 3  # times the limit, however long its threads wait for a core


def is_used_up(limit: float, seconds: float, waited_before: float, pids: Iterable[int]) -> bool:
    """Whether these processes have had as long as they may run.

    seconds: since the watch began. waited_before: seconds, `waited_here` at that moment. pids: of the whole tree.
    """
    # A limit is for a program that does not end, and not for one that hardly ever runs. A test of three processes
    # that take turns, each told of to the watcher, needs some hundred times a core; beside thirty processes that only
    # compute, it waits for that longer than for anything else. The kernel counts such waits, so they need no guess
    # about the load. Who takes turns waits one after the other: so the wait of the watcher, who takes part in that,
    # and the longest one of the others. What the watcher waits is given back without a bound: an answer that fills a
    # pipe line by line tells of 2,400 writes, and beside eight busy processes the watcher was seen to wait for 14.6 of
    # 15 s before it heard them all. Where a tree has worked for its limit on all cores together, it has had its time:
    # processes of one tree that only compute keep nobody waiting but each other.
    if seconds <= limit:
        return False
    seconds -= waited_here() - waited_before
    if seconds > MOST * limit or usage.worked(pids) >= limit:
        return True
    return seconds - waited(pids) > limit


def clock() -> float:
    """Seconds that pass for this process: those of time.monotonic() in which it did not wait for a core."""
    return time.monotonic() - waited_here()


def waited_here() -> float:
    """Seconds for which this process has waited for a core so far, as in `waited`."""
    return waited([os.getpid()])


def waited(pids: Iterable[int]) -> float:
    """Seconds that a thread of these processes could run and had no core, of the one that waited longest; 0 where the
    kernel does not count that (schedstat in proc_pid(5))."""
    return max((_of_thread(pid, tid) for pid in pids for tid in tree.threads(pid)), default=0.0)


def _of_thread(pid: int, tid: int) -> float:
    try:
        return int(procfs.read(f"/proc/{pid}/task/{tid}/schedstat").split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0
