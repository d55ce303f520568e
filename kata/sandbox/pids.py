"""Who is who behind walls: the number that a process has inside is another than outside, pid_namespaces(7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kata.agent.notes import Note
from kata.facts import Snapshot
from kata.kernel import procfs


@dataclass(frozen=True)
class Pids:
    """The processes and threads inside, by the number that they have there: the number that an autopsy shows.

    tests: the process of a test by that of its answer. filters: of seccomp, that a test has.
    """

    shown: dict[int, int]
    tests: dict[int, int]
    filters: int


def pids(snapshot: Snapshot, written: Iterable[Note]) -> Pids:
    """Who is who, while all are still there. written: the notes of the tests, which name their answers."""
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
    """The number that a thread behind walls has there: pid_namespaces(7); None for one that is behind none.

    filters: of seccomp, that the process of the test has. Where the walls are no namespaces, one more tells who is
    behind them.
    """
    try:
        found, beyond = procfs.status(pid, "NSpid", "Seccomp_filters", tid=tid)
    except procfs.GONE:
        return None
    numbers = found.split()
    walled = len(numbers) > 1 or int(beyond or 0) > filters
    return int(numbers[-1]) if numbers and walled else None


def own_filters() -> int:
    """How many filters of seccomp this process has."""
    return int(procfs.status("self", "Seccomp_filters")[0] or 0)


def walls(first: int) -> list[int]:
    """bubblewrap's own two processes: the one that was started, and the init of the sandbox."""
    return [first, *procfs.children(first, first)]
