"""State of a keeper that hears deeds: whose processes are whose, and which deeds wait."""

from __future__ import annotations

import json
import os
import struct
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from pathlib import Path

from kata.kernel.deeds import Deed
from kata.runner.sleeps import Asked

NO_ADDRESS = (OSError, ValueError, OverflowError, struct.error)  # of a call that will fail


@dataclass(frozen=True)
class Held:
    """A deed that waits until all others sleep, by the number that lets it go on. what: one of `hearing.HOLDS`. lines:
    to be written down then. since: by `allowance.clock`."""

    known: int
    pid: int
    tid: int
    what: str
    lines: bytes
    since: float


@dataclass(frozen=True)
class Alteration:
    """Calls of the answer that a test wants altered.

    old, new: bytes, as text in Latin-1, and those of the same length that are written in their place; if there are no
    new ones, the second half of the first write is lost if it has the old ones and no others. inode, number: of a pipe
    or socket, each read and write of which fails, and with which error number; or what: a deed that fails. option: of a
    socket, for which the kernel says this number. status: whoever is about to exit with it is killed.
    """

    old: str = ""
    new: str = ""
    inode: int = 0
    number: int = 0
    what: str = ""
    option: int | None = None
    status: int | None = None


@dataclass
class Hearing:
    """The processes below a keeper, and the deeds that wait.

    test: the process of the test. write, file: of deeds. folder: of its run. at_work: how many functions of the answer
    are at work in a process. answers: processes that are the answer's. born: whose each child will be that has not
    shown itself, by its parent. pids: of the threads that have. bell: the process to wake when the answer sleeps.
    holds: the kinds of deeds that wait. held: those that do. waiting: what is known of the answer since the first of
    these waits. count: how many of each kind there were. excused: processes whose next nap is a library's; in_library:
    whose last one was. patient: processes that have slept for long in a call with a time limit. wrote: the pipes into
    which a process has written. leaving: processes whose exit goes on. alteration: as the test has asked for. changes:
    by thread, the places in its memory that were changed for the call that it has made last, with the bytes that were
    there and those that came in their place.
    """

    test: int
    listener: int
    write: Callable[[bytes], object]
    file: int
    folder: Path
    at_work: dict[int, int] = field(default_factory=dict)
    answers: set[int] = field(default_factory=set)
    born: dict[int, deque[bool]] = field(default_factory=dict)
    pids: dict[int, int] = field(default_factory=dict)
    asked: Asked | None = None
    bell: int = 0
    holds: set[str] = field(default_factory=set)
    held: list[Held] = field(default_factory=list)
    waiting: Asked | None = None
    count: Counter[str] = field(default_factory=Counter)
    excused: set[int] = field(default_factory=set)
    in_library: set[int] = field(default_factory=set)
    patient: set[int] = field(default_factory=set)
    wrote: dict[int, set[int]] = field(default_factory=dict)
    leaving: set[int] = field(default_factory=set)
    alteration: Alteration | None = None
    changes: dict[int, list[tuple[int, bytes, bytes]]] = field(default_factory=dict)


def is_answers(this: Hearing, pid: int) -> bool:
    return pid in this.answers or bool(this.at_work.get(pid))


def of_the_answer(this: Hearing) -> list[int]:
    """The processes in which the answer is at work now."""
    at_work = [pid for pid, functions in this.at_work.items() if functions]
    return [each for each in {*at_work, *this.answers} if os.path.exists(f"/proc/{each}")]


_in_order = attrgetter(*(each.name for each in fields(Deed)))  # `astuple` copies deeply, and deeds are many


def written(deed: Deed) -> bytes:
    return json.dumps(_in_order(deed), default=lambda data: data.decode("latin-1")).encode() + b"\n"
