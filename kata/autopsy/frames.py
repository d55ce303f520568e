"""Ask the processes, after the verdict, where they stand.

Each Python process of the tree has a `reporter` in it, which answers a signal with a file.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kata.agent.asking import ASK
from kata.agent.notes import Note
from kata.autopsy.facts import Frame, Level, Named, Reached
from kata.kernel import proc, usage
from kata.kernel.procfs import GONE

PATIENCE = 0.3  # seconds of sleep of all processes that have not answered: then they never will
EACH = 0.0002  # seconds between two looks for each process that has not answered
LONGEST = 2.0  # seconds on a core for those that do not sleep either, as in a long calculation of a library
CROWDED = 5  # times as long by the clock, where others use the cores as well


@dataclass(frozen=True)
class Called:
    """The method of a library that the program's own line has called: `get` of a queue, `join` of a thread.

    kind, key, owner: of its object (`values.waitable`), if a thread can wait for that. text: the object's own name.
    """

    function: str
    kind: str | None = None
    key: str | None = None
    owner: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Task:
    """A task of an event loop: the tid of the loop's thread, the tasks that it awaits, the descriptor it needs.

    running: whether it runs in that thread, which waits in a call of the task then, and not for the loop. timed:
    whether it sleeps, or waits with a limit.
    """

    loop: int
    awaits: tuple[int, ...]
    fd: int | None
    timed: bool = False
    running: bool = False


@dataclass(frozen=True)
class Told:
    """The answer of one process.

    threads: the program's own frames of each thread, innermost first, by tid. origins: file, line and index of the call
    that made a descriptor. ends: file and line of all calls for ends that it and its ancestors have made, open or not,
    by inode and index. names, calls: of threads, by tid; calls are within each other. library: the tids of threads in
    which nothing of the program itself runs. tasks: among the threads, with tids below 0. service: the library that
    started this process for its own use. pending: bytes that were not flushed, by descriptor. given: the function of an
    answer that was called with a descriptor, and its name for that. ended: descriptors of streams that are at their
    end. unread: bytes that were received into a buffer and not read from it, by descriptor. reaped: the statuses of
    children that it has waited for. alone: whether it has never had a second thread. levels: of the threads and tasks
    that poll, by tid, the frames with all that they reach, the innermost first. handlers: all that the handlers of
    signals reach, by the signal, None if nobody has asked for that. daemons: the tids of threads that do not keep the
    process from ending.
    """

    threads: dict[int, tuple[Frame, ...]]
    origins: dict[int, tuple[str, int, int]]
    ends: dict[tuple[int, int], tuple[str, int]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    calls: dict[int, tuple[Called, ...]] = field(default_factory=dict)
    library: frozenset[int] = frozenset()
    tasks: dict[int, Task] = field(default_factory=dict)
    service: str | None = None
    pending: dict[int, int] = field(default_factory=dict)
    given: dict[int, tuple[str, str]] = field(default_factory=dict)
    ended: frozenset[int] = frozenset()
    unread: dict[int, int] = field(default_factory=dict)
    reaped: dict[int, int] = field(default_factory=dict)
    alone: bool = False
    levels: dict[int, tuple[Level, ...]] = field(default_factory=dict)
    handlers: dict[int, Reached] | None = None
    daemons: frozenset[int] = frozenset()

    @property
    def frames(self) -> tuple[Frame, ...]:
        return tuple(frame for stack in self.threads.values() for frame in stack)

    @cached_property
    def named(self) -> dict[int, list[tuple[int, Frame, str, str]]]:
        """The names of each descriptor: the place of the frame, the frame, the name, and what it stands for."""
        found: dict[int, list[tuple[int, Frame, str, str]]] = {}
        for place, frame in enumerate(self.frames):
            for name, fd, what in frame.names:
                found.setdefault(fd, []).append((place, frame, name, what))
        return found


def _is_asked(pid: int) -> bool:
    """Send the question to a process; False if it could not answer any more, for which the signal would end it."""
    try:
        if not proc.can_tell(pid):  # since it was looked at, it may have gone on to exec(2) or to its end
            return False
        os.kill(pid, ASK)
    except (*GONE, ValueError):
        return False
    return True


def ask(
    pids: Iterable[int],
    folder: Path,
    notes: Iterable[Note],
    numbers: dict[int, int] | None = None,
    read: Callable[[Path], Told | None] | None = None,
) -> dict[int, Told]:
    """Ask each process to tell of itself, and wait for the answers; on a busy machine, as long as some do not sleep.

    folder: of the answers. notes: for processes that cannot answer, but noted their place before. numbers: the pids by
    which they write, if these are others. read: parses a file, None if it is not there yet.
    """
    pids, read = list(pids), read or told_in
    for pid in pids if numbers is None else ():  # it may have been asked before
        (folder / f"frames-{pid}").unlink(missing_ok=True)
    pids = [pid for pid in pids if _is_asked(pid)]
    told: dict[int, Told] = {}
    began = awake = time.monotonic()
    worked = {pid: usage.worked([pid]) for pid in pids}
    while silent := [pid for pid in pids if pid not in told]:
        now = time.monotonic()
        if proc.asleep(silent) is None:
            awake = now
        for pid in silent:
            path = folder / f"frames-{numbers[pid] if numbers else pid}"
            if (answer := read(path)) is not None:
                told[pid] = answer
        if now > awake + PATIENCE or now > began + LONGEST * CROWDED:
            break
        if now > began + LONGEST and any(usage.worked([pid]) - worked[pid] > LONGEST for pid in silent):
            break
        time.sleep(max(0.0005, EACH * len(silent)))  # they need the processor more than this look does
    said = {note["pid"]: note for note in notes if note["kind"] == "sigwait" and note["file"]}
    for pid in pids:
        if pid not in told and pid in said:
            frame = Frame(said[pid]["file"], said[pid]["line"], said[pid]["function"])
            told[pid] = Told({pid: (frame,)}, {})
    return told


def told_in(file: Path) -> Told | None:
    """Read the answer of a process from its file; None as long as that is not there."""
    return parse(file.read_text()) if file.exists() else None


def parse(text: str) -> Told:
    """Parse the answer of one process from JSON."""
    answer = json.loads(text)
    firsts: dict[int, int] = {}
    for i, task in enumerate(answer["tasks"]):
        firsts.setdefault(task["tid"], i)
    tasks = {-1 - i: task for i, task in enumerate(answer["tasks"])}
    threads = {int(tid): thread for tid, thread in answer["threads"].items()} | tasks
    origins = {int(fd): (file, line, index) for fd, (file, line, index) in answer["origins"].items()}
    return Told(
        {tid: tuple(map(_frame, thread["stack"])) for tid, thread in threads.items()},
        origins,
        {(inode, index): (file, line) for inode, index, file, line in answer["ends"]},
        {tid: thread["name"] for tid, thread in threads.items() if thread["name"]},
        {tid: tuple(Called(*each) for each in thread["calls"] or ()) for tid, thread in threads.items()},
        frozenset(tid for tid, thread in threads.items() if not thread["own"] or answer["service"]),
        {
            tid: Task(
                task["tid"],
                _places(task, firsts),
                task["fd"],
                task.get("timed", False),
                task.get("running", False),
            )
            for tid, task in tasks.items()
        },
        answer["service"],
        {fd: count for fd, count in answer["pending"]},
        {int(fd): (function, name) for fd, (function, name) in answer.get("given", {}).items()},
        frozenset(answer.get("ended", ())),
        {fd: count for fd, count in answer.get("unread", ())},
        {pid: status for pid, status in answer.get("reaped", ())},
        answer.get("alone", False),
        {
            tid: tuple(map(_level, thread["reaches"]))
            for tid, thread in threads.items()
            if "reaches" in thread
        },
        _handlers(answer.get("handlers")),
        frozenset(tid for tid, thread in threads.items() if thread.get("daemon")),
    )


def _handlers(told: dict[str, Any] | None) -> dict[int, Reached] | None:
    return None if told is None else {int(number): _reached(each) for number, each in told.items()}


def _level(level: dict[str, Any]) -> Level:
    reached = {name: _reached(each) for name, each in level["reached"].items()}
    place = level["file"], level["line"], level["function"]
    return Level(*place, level["own"], frozenset(level["calls"]), reached)


def _reached(told: dict[str, Any]) -> Reached:
    objects = tuple((kind, key, tuple(methods)) for kind, key, methods in told["objects"])
    calls = frozenset(told["calls"])
    return Reached(objects, tuple(told["fds"]), tuple(told["numbers"]), calls, told["complete"], told["kind"])


def _places(task: dict[str, Any], firsts: dict[int, int]) -> tuple[int, ...]:
    """The tids of the tasks that a task awaits. firsts: the place of the first task of each loop among all tasks."""
    return tuple(-1 - firsts[task["tid"]] - place for place in task["awaits"])


def _frame(frame: dict[str, Any]) -> Frame:
    return Frame(
        frame["file"],
        frame["line"],
        frame["function"],
        tuple((name, fd, kind) for name, fd, kind in frame["names"]),
        tuple(Named(*each) for each in frame["objects"]),
    )
