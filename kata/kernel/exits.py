"""Wait for processes and threads on their way out, for some time on a core, and tell them from those that stay."""

from __future__ import annotations

import time
from collections.abc import Callable, Container

from kata.kernel import deed_calls, detours, proc, procfs, usage
from kata.kernel.tree import ON_LINUX, threads

SETTLED = 0.05  # seconds of sleep after which a process is not exiting
LINGER = 0.5  # seconds of work in which processes may exit by themselves
LONGEST = 5.0  # seconds for that at most, on a machine so busy that they hardly run


def wait_for_threads(pid: int | str, spare: Container[int]) -> list[int]:
    """Wait for exiting threads of a process; return those still alive after SETTLED. spare: threads that may live."""
    since, last = time.monotonic(), None
    while staying := [tid for tid in threads(pid) if tid not in spare]:
        if staying != last:
            since, last = time.monotonic(), staying
        elif time.monotonic() - since > SETTLED:
            break
        time.sleep(0.001)
    return staying


def _is_exiting(sleep: proc.Sleep) -> bool:
    """Whether a thread is on its way out: it sleeps in exit_group(2) until the one that hears of it lets it go on, and
    may sleep behind that, as the init of a sandbox does until all in it have gone."""
    pid, tid, state, line, _ = sleep
    number = line.partition(" ")[0]
    if number.isdigit() and deed_calls.HERE.get(int(number)) == "exit":
        return True
    try:
        return state not in "ZX" and detours.is_leaving(pid, tid)
    except procfs.GONE:
        return True


def wait_for_exits(living: Callable[[], list[int]]) -> list[int]:
    """Wait for exiting processes; return those that sleep, or work for longer than LINGER.

    living: the pids of the processes that have not exited yet.
    """
    limit = time.monotonic() + (LONGEST if ON_LINUX else LINGER)
    since, last = time.monotonic(), None
    worked: float | None = None
    while (pids := living()) and time.monotonic() < limit:
        if ON_LINUX:
            passes = proc.asleep(pids)
            if passes is None or passes != last or any(map(_is_exiting, passes)):
                since, last = time.monotonic(), passes
            elif time.monotonic() - since > SETTLED:
                return pids
            work = usage.worked(pids)
            worked = work if worked is None else worked
            if work - worked > LINGER:
                return pids
        time.sleep(0.001)
    return pids
