"""Explain a test and its answer that runs apart as one process.

One of the two has control and the descriptors, and the other waits for it. An autopsy shows the one at work, under the
pid of the test, and leaves out the other, the channel between them and the walls. Inside its walls a process has
another pid than outside: pids that it writes are translated here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from kata.agent import notes
from kata.agent.notes import Note
from kata.autopsy import frames
from kata.autopsy.actors import forks
from kata.autopsy.examine import Sight
from kata.autopsy.explain import Look
from kata.autopsy.facts import Frame, Named
from kata.autopsy.frames import Called, Told
from kata.facts import Call, Descriptor, Process, Snapshot, Thread
from kata.kernel import proc
from kata.kernel.networks import Networks
from kata.sandbox import untrusted
from kata.sandbox.pids import Pids, number_inside, pids
from kata.sandbox.wire import OURS

Owned = TypeVar("Owned", Named, Called)
"""A thing whose owner, a thread, is known."""
NUMBERED = ("child", "thread")
"""Things whose key is a pid or a tid."""


def seen(folder: Path, inside: Path, networks: Networks) -> Look:
    """A look at a test that writes to `folder` and at its answer that writes to `inside`, as one process.

    networks: as in `proc.snapshot`.
    """

    def look(passes: tuple[proc.Sleep, ...], before: Snapshot | None) -> Sight:
        snapshot = before or proc.snapshot(passes, networks)
        written = notes.read(folder / "notes")
        known = pids(snapshot, written)
        beside = inner_notes(inside, written, known)
        told = ask(snapshot, folder, inside, [*written, *beside], known)
        return Sight(joined(snapshot, written, known), told, forks([*written, *beside]))

    return look


def inner_notes(inside: Path, written: list[Note], known: Pids | None = None) -> list[Note]:
    """The notes that were written inside the walls, with the pids that an autopsy shows.

    written: the notes of the tests. known: None after the processes have gone; then only the answer's pid is
    translated.
    """
    if known is None:
        known = Pids({note["inside"]: note["pid"] for note in written if note["kind"] == "apart"}, {}, 0)
    return [_shown_note(note, known) for note in untrusted.notes_of(inside, _answer(written))]


def _answer(written: Iterable[Note]) -> str:
    """The file of the answer."""
    return next((str(note["file"]) for note in written if note["kind"] == "apart"), "")


def _shown_note(note: Note, known: Pids) -> Note:
    numbers = {key: note[key] for key in ("pid", "parent") if type(note.get(key)) is int}
    return {**note, **{key: known.shown.get(number, number) for key, number in numbers.items()}}


def ask(snapshot: Snapshot, folder: Path, inside: Path, written: list[Note], known: Pids) -> dict[int, Told]:
    """Ask all processes to tell of themselves, by the pids that an autopsy shows.

    Those of the test write to `folder`, those behind walls to `inside`.
    """
    outside = {process.pid for process in snapshot.processes if process.can_tell}
    numbers = {
        pid: number for pid in outside if (number := number_inside(pid, pid, known.filters)) is not None
    }
    told = frames.ask(outside - numbers.keys(), folder, written)
    answer = _answer(written)
    heard = frames.ask(numbers, inside, written, numbers, lambda file: untrusted.told_of(file, answer))
    for pid, each in heard.items():
        shown = known.tests.get(pid, pid)
        told[shown] = _on_top(_renumbered(each, known), told.get(shown), shown)
    return told


def _on_top(answer: Told, test: Told | None, pid: int) -> Told:
    """The frames of an answer on top of those of the test that has called it, as in one process.

    While the test has not called it, the answer only waits for that, and no line of its own is to be seen.
    """
    if test is None or pid not in answer.threads:
        return answer
    threads = {**answer.threads, pid: answer.threads[pid] + test.threads.get(pid, ())}
    library = answer.library - {pid} | answer.library & test.library
    return replace(
        answer, threads=threads, ends={**test.ends, **answer.ends}, given=test.given, library=library
    )


def _renumbered(told: Told, known: Pids) -> Told:
    def shown(tid: int) -> int:
        return known.shown.get(tid, tid)

    def owned(each: Owned) -> Owned:
        if each.kind in NUMBERED and each.key is not None and each.key.isdecimal():
            each = replace(each, key=str(shown(int(each.key))))
        return replace(each, owner=shown(each.owner)) if each.owner is not None else each

    def renumbered(frame: Frame) -> Frame:
        return replace(frame, objects=tuple(map(owned, frame.objects)))

    return replace(
        told,
        threads={shown(tid): tuple(map(renumbered, stack)) for tid, stack in told.threads.items()},
        names={shown(tid): name for tid, name in told.names.items()},
        calls={shown(tid): tuple(map(owned, calls)) for tid, calls in told.calls.items()},
        library=frozenset(map(shown, told.library)),
        tasks={tid: replace(task, loop=shown(task.loop)) for tid, task in told.tasks.items()},
        reaped={shown(pid): status for pid, status in told.reaped.items()},
    )


def joined(snapshot: Snapshot, written: Iterable[Note], known: Pids) -> Snapshot:
    """The snapshot with one process for each pair, and without the walls."""
    links = {note["pid"]: note["link"] for note in written if note["kind"] == "apart"}
    walls = {pid for note in written if note["kind"] == "apart" for pid in note["walls"]}
    by_pid = {process.pid: process for process in snapshot.processes}
    answers = {test: host for host, test in known.tests.items()}
    shown: list[Process] = []
    renamed: dict[int, int] = {}
    for process in snapshot.processes:
        if process.pid in walls or process.pid in known.tests:
            continue
        host = by_pid.get(answers.get(process.pid, 0))
        if host is not None and not host.exited and _waits_on(process, links[process.pid]):
            renamed[host.pid] = process.pid
            threads = tuple(replace(t, tid=renamed.get(t.tid, t.tid)) for t in host.threads)
            process = replace(host, pid=process.pid, parent=process.parent, threads=threads)
        shown.append(_inside_view(process, known))

    locks = {inode: tuple(renamed.get(pid, pid) for pid in pids) for inode, pids in snapshot.locks.items()}
    return replace(snapshot, processes=tuple(shown), locks=locks)


def _waits_on(process: Process, link: int) -> bool:
    return any(
        thread.call is not None and (thread.call.fd == link or link in dict(thread.polled))
        for thread in process.threads
    )


def _inside_view(process: Process, known: Pids) -> Process:
    """A process without the channel; its parent, and the child that it waits for, by the pids that are shown."""

    def crosses(descriptor: Descriptor) -> bool:
        return descriptor.fd < OURS

    def thread(each: Thread) -> Thread:
        call = each.call
        number = number_inside(process.pid, process.pid, known.filters)
        inside = number is not None or process.pid in known.tests.values()
        if inside and call is not None and call.name in ("wait4", "waitid"):
            return replace(each, call=_for_child(call, known))
        return each

    return replace(
        process,
        parent=known.tests.get(process.parent, process.parent),
        descriptors=tuple(filter(crosses, process.descriptors)),
        threads=tuple(map(thread, process.threads)),
    )


def _for_child(call: Call, known: Pids) -> Call:
    place = 0 if call.name == "wait4" else 1
    arguments = list(call.arguments)
    arguments[place] = known.shown.get(arguments[place], arguments[place])
    return replace(call, arguments=tuple(arguments))
