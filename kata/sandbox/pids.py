"""Translate the pids of processes behind walls, which are others inside than outside: pid_namespaces(7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kata.agent.notes import Note
from kata.facts import Snapshot
from kata.kernel import procfs


@dataclass(frozen=True)
class Pids:
    """The pids of one test and its answer.

    shown: the pid or tid that an autopsy shows, by the number inside the walls. tests: the process of a test, by that
    of its answer. filters: the number of seccomp filters that the test has.
    """

    shown: dict[int, int]
    tests: dict[int, int]
    filters: int


def pids(snapshot: Snapshot, written: Iterable[Note]) -> Pids:
    """The pids of living processes. written: the notes of the tests, which name their answers."""
    pairs = [note for note in written if note["kind"] == "apart"]
    tests = {note["host"]: note["pid"] for note in pairs}
    filters = max((note["filters"] for note in pairs), default=0)
    shown = {}
    for process in snapshot.processes:
        for thread in process.threads:
            number = number_inside(process.pid, thread.tid, filters)
            if number is not None:
                shown[number] = tests.get(thread.tid, thread.tid)
    return Pids(shown, tests, filters)


def number_inside(pid: int, tid: int, filters: int) -> int | None:
    """The number that a thread has inside its walls, None if it has no walls: pid_namespaces(7).

    filters: the number of seccomp filters that the process of the test has. Where walls are no namespaces, a thread
    behind them has more.
    """
    try:
        found, beyond = procfs.status(pid, "NSpid", "Seccomp_filters", tid=tid)
    except procfs.GONE:
        return None
    numbers = found.split()
    walled = len(numbers) > 1 or int(beyond or 0) > filters
    return int(numbers[-1]) if numbers and walled else None


def own_filters() -> int:
    """The number of seccomp filters that this process has."""
    return int(procfs.status("self", "Seccomp_filters")[0] or 0)


def walls(first: int) -> list[int]:
    """bubblewrap's own two processes: the one that was started, and the init of the sandbox."""
    return [first, *procfs.children(first, first)]
