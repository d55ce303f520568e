"""Make an autopsy of a snapshot, in a row of steps, each a function of the results before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from kata.agent.notes import Note
from kata.autopsy.actors import people, roles, threads
from kata.autopsy.cause import diagnose
from kata.autopsy.frames import Told
from kata.autopsy.holders import things
from kata.autopsy.sentence import why
from kata.autopsy.waits import waits
from kata.facts import Autopsy, Call, Finding, Process, Snapshot, Thread

SERVICES = {
    "multiprocessing.resource_tracker": "resource tracker",
    "multiprocessing.forkserver": "fork server",
}
NOBODY_WAITS = "Not all of its processes wait: one of them is still at work, or asleep for a limited time."


def examine(
    snapshot: Snapshot,
    told: dict[int, Told],
    notes: Iterable[Note],
    root: int,
    by_test: Callable[[str], bool],
    proved: bool,
    seconds: float,
    subject: str = "test",
) -> Autopsy:
    """Explain why these processes wait.

    root: the pid of the test. by_test: whether a file belongs to the tests. proved: whether they can never wake; if
    not, the sentence says "probably". seconds: since the test began. subject: a "test", a "program" or a "tree".
    """
    snapshot = with_tasks(snapshot, told)
    objects = things(snapshot, told)
    found = waits(snapshot, objects, told)
    finding = diagnose(found, snapshot)
    if finding.wait and finding.wait.thing in objects[1:]:  # the thing to blame is called A and shown first
        objects = things(snapshot, told, objects.index(finding.wait.thing))
        found = waits(snapshot, objects, told)
        finding = diagnose(found, snapshot)
    who = roles(root, [process.pid for process in snapshot.processes], notes, by_test)
    who |= {pid: SERVICES[each.service] for pid, each in told.items() if each.service}
    who = threads(who, snapshot, told)
    summary = why(finding, found, who)
    if not proved:
        alive = {process.pid for process in snapshot.processes if not process.exited}
        if alive - {wait.pid for wait in found}:
            summary, finding = NOBODY_WAITS, Finding("unknown")
        elif finding.cause != "unknown" or (finding.wait and finding.wait.outside):
            summary = "Probably: " + summary[:1].lower() + summary[1:]
    everybody = people(snapshot, found, who, told)
    verdict = "deadlock" if proved else "timeout"
    return Autopsy(verdict, seconds, finding.cause, summary, everybody, objects, finding, subject)


def with_tasks(snapshot: Snapshot, told: dict[int, Told]) -> Snapshot:
    """Put the tasks of an event loop in place of the thread that polls for them."""
    return replace(snapshot, processes=tuple(_with_tasks(p, told.get(p.pid)) for p in snapshot.processes))


def _with_tasks(process: Process, told: Told | None) -> Process:
    if told is None or not told.tasks:
        return process
    loops = {task.loop for task in told.tasks.values()}
    threads = [replace(t, call=None) if t.tid in loops else t for t in process.threads]
    tasks = [Thread(tid, "S", Call("await", (), task.fd)) for tid, task in told.tasks.items()]
    return replace(process, threads=(*threads, *tasks))
