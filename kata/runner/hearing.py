"""Hear deeds for the keeper: write down those of the answer for its test, and notice when the answer sleeps.

A test and its answer share a process, or are two. Functions of an answer mark where they begin and end: deeds in
between are the answer's, and so are all deeds of its processes. Each deed is in the file before it is done, so a test
that has seen its effect can read of it.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path

from kata.agent.asking import BELL
from kata.agent.marks import BEGINS, ENDS, LIBRARY_NAPS
from kata.kernel import clocks, deeds, proc, procfs, tree
from kata.kernel.deeds import Deed
from kata.kernel.heard import Heard
from kata.runner.sleeps import FEW, SPINS, TIMED, Asked, is_endless, is_lasting, outcome_of

FILE = "deeds"  # in the folder of a run
ASKS_NO_MORE = 4  # mark
ASKS = {
    3: None,
    7: True,
    9: False,
}  # marks: the test asks to be told when its answer sleeps, `limited` or not
HOLDS = {5: "read", 6: "exit"}  # marks: the answer may do so only when all others sleep
OVER = 10  # mark: the test is over
OUTLIVES = "outlives"  # a deed of a process, with the number that it has behind its walls
MOST_HELD = {"read": 10, "exit": 30}  # deeds at most, so that no test takes for ever
OVERTAKEN = 30  # deeds of others after which a read is late enough
LATEST = 3.0  # seconds that a deed is held at most
NO_ADDRESS = (OSError, ValueError, OverflowError, struct.error)  # of a call that will fail


@dataclass(frozen=True)
class Held:
    """A deed that waits until all others sleep, by the number that lets it go on. what: "read" or "exit". lines:
    to be written down then. since: time.monotonic()."""

    known: int
    pid: int
    tid: int
    what: str
    lines: bytes
    since: float


@dataclass
class Hearing:
    """The processes below a keeper, and the deeds that wait.

    test: the process of the test. at_work: how many functions of the answer are at work in a process. answers:
    processes that are the answer's. born: whose each child will be that has not shown itself, by its parent. pids: of
    the threads that have. bell: the process to wake when the answer sleeps. holds: the kinds of deeds that wait.
    held: those that do. waiting: what is known of the answer since the first of these waits. count: how many of each
    kind there were. excused: processes whose next nap is a library's; in_library: whose last one was. patient:
    processes that have slept for long in a call with a time limit. leaving: those whose exit goes on.
    """

    test: int
    listener: int
    write: Callable[[bytes], object]
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
    leaving: set[int] = field(default_factory=set)


def begin(test: int, listener: int, folder: Path) -> Hearing:
    """Hear all deeds below this process from now on, and write them to a file in the folder."""
    file = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    return Hearing(test, listener, lambda line: os.write(file, line), pids={test: test})


def record(this: Hearing, tid: int, number: int, arguments: tuple[int, ...], known: int) -> bool:
    """Hear one call that is a deed, and write it down if it is the answer's; return whether it may go on at once."""
    with contextlib.suppress(*NO_ADDRESS):
        pid = this.pids.get(tid) or _introduced(this, tid)
        _introduce_children(this, pid)
        if deeds.HERE[number] == "move" and not _is_answers(this, pid):
            return True
        found = list(deeds.decode(pid, tid, number, arguments))
        lines = b"".join(_line(this, deed) for deed in found)
        what = next((deed.what for deed in found if deed.what in this.holds and deed.waits), None)
        if lines and what and this.count[what] < MOST_HELD[what]:
            this.count[what] += 1
            this.held.append(Held(known, pid, tid, what, lines, time.monotonic()))
            return False
        this.leaving.update(deed.pid for deed in found if deed.what == "exit")
        if lines:
            this.write(lines)
    return True


def _line(this: Hearing, deed: Deed) -> bytes:
    """The line for a deed that is the answer's, nothing for another's."""
    if deed.what == "mark":
        _marked(this, deed.pid, *deed.numbers)
        return b""
    if deed.what == "fork":
        this.born.setdefault(deed.pid, deque()).append(_is_answers(this, deed.pid))
    if not _is_answers(this, deed.pid):
        return b""
    naps = deed.what == "nap" and not _is_of_a_library(this, deed.pid)
    for asked in filter(None, (this.asked, this.waiting)):
        asked.deeds += 1
        asked.looks += deed.what == "wait" and 1 in deed.numbers  # with WNOHANG
        asked.looks += deed.what == "read" and (asked is this.asked or not deed.waits)
        asked.naps += naps
    return _written(deed)


def _written(deed: Deed) -> bytes:
    return json.dumps(astuple(deed), default=lambda data: data.decode("latin-1")).encode() + b"\n"


def _is_of_a_library(this: Hearing, pid: int) -> bool:
    """Whether the nap that a process begins is a library's."""
    (this.in_library.add if pid in this.excused else this.in_library.discard)(pid)
    this.excused.discard(pid)
    return pid in this.in_library


def _marked(this: Hearing, pid: int, mark: int) -> None:
    if mark == BEGINS:
        this.at_work[pid] = this.at_work.get(pid, 0) + 1
    elif mark == ENDS:
        this.at_work[pid] = max(this.at_work.get(pid, 0) - 1, 0)
    elif mark in ASKS and (pid == this.test or not _is_answers(this, pid)):
        this.asked, this.bell = Asked(limited=ASKS[mark]), pid
    elif mark == LIBRARY_NAPS and _is_answers(this, pid):
        this.excused.add(pid)
        this.write(_written(Deed(pid, "wait", (0,))))
    elif mark in HOLDS and pid == this.test:
        this.holds.add(HOLDS[mark])
    elif mark == ASKS_NO_MORE and pid == this.test:
        this.asked = None
    elif mark == OVER and pid == this.test:
        _over(this)


def _over(this: Hearing) -> None:
    """Hold nothing any more; write down who has outlived the test, if exits were held until then.

    Such a process need not have come to its exit yet: nobody has waited for it, and it would be held there if it were
    quicker. But it has not been let go on from there.
    """
    for pid in this.answers - this.leaving if "exit" in this.holds else ():
        with contextlib.suppress(*NO_ADDRESS):
            state, number = procfs.status(pid, "State", "NSpid")
            if state[0] not in "ZX":
                this.write(_written(Deed(pid, OUTLIVES, (int(number.split()[-1]),))))
    _hold_no_more(this)


def _is_answers(this: Hearing, pid: int) -> bool:
    return pid in this.answers or bool(this.at_work.get(pid))


def _introduced(this: Hearing, tid: int) -> int:
    """The process of a thread at its first deed, by which it is known whether it is the answer's."""
    pid, parent = deeds.who(tid)
    if pid not in this.pids:
        _introduce_children(this, parent)
    if pid not in this.pids:
        waiting = _of_one_that_has_gone(this)
        _born(this, pid, waiting.popleft() if waiting else parent in this.answers)
    this.pids[tid] = pid
    return pid


def _introduce_children(this: Hearing, parent: int) -> None:
    """Make the children of a process known, in the order of their birth."""
    waiting = this.born.get(parent)
    for child in tree.children(parent) if waiting else ():
        if waiting and child not in this.pids:
            _born(this, child, waiting.popleft())


def _of_one_that_has_gone(this: Hearing) -> deque[bool]:
    """The queue that says whether an orphan is the answer's: its parent has gone before they were seen together."""
    forked = [(parent, waiting) for parent, waiting in this.born.items() if waiting]
    gone = [waiting for parent, waiting in forked if not os.path.exists(f"/proc/{parent}")]
    return (gone or [waiting for _, waiting in forked] or [deque()])[0]


def _born(this: Hearing, pid: int, is_answers: bool) -> None:
    this.pids[pid] = pid
    if is_answers:
        this.answers.add(pid)
        this.write(_written(Deed(pid, "born")))


def is_expected(this: Hearing, heard: Sequence[Heard]) -> bool:
    """Whether somebody outside the tree is about to wake it: a deed is held, or a bell is still to ring.

    heard: the clocks that it has told of.
    """
    return _is_held(this) or _is_to_ring(this, heard)


def _is_held(this: Hearing) -> bool:
    """Let the first deed that is held go on once all others sleep, an exit before a read; whether one was held.

    A sleep of the answer in a call with a time limit counts as well when it lasts, and so does a nap of a library, as
    `Popen.wait` with a limit takes them. If the answer never sleeps until somebody wakes it, that is written down, and
    nothing is held any more.
    """
    if not this.held:
        return False
    this.waiting = this.waiting or Asked()
    pids = tree.descendants(os.getpid())
    threads = {each.tid for each in this.held} | proc.in_vfork(pids)  # these wait for a child that is held
    passes = proc.asleep(pids, threads)
    answers = _of_the_answer(this)
    if is_lasting(this.waiting, time.monotonic()):
        this.patient.update(answers)
    asleep = (
        passes is not None
        and is_endless(passes, this.patient, this.in_library)
        and proc.asleep(pids, threads) == passes
    )
    first = min(this.held, key=lambda held: held.what == "read")
    late = time.monotonic() - first.since > LATEST  # others, not the answer's, never sleep for good
    overtaken = first.what == "read" and this.waiting.deeds > OVERTAKEN
    spins = (late and this.waiting.looks > FEW) or (overtaken and this.waiting.looks > OVERTAKEN)
    if (not spins and (late or overtaken)) or (asleep and not clocks.is_told(this.listener)):
        this.held.remove(first)
        _let_go(this, first)
        return True
    outcome = SPINS if spins else outcome_of(this.waiting, answers, time.monotonic(), held=threads)
    if outcome in (SPINS, TIMED):
        this.write(_written(Deed(this.test, outcome)))
        _hold_no_more(this)
    return True


def _hold_no_more(this: Hearing) -> None:
    this.holds.clear()
    while this.held:
        _let_go(this, this.held.pop(0))


def _let_go(this: Hearing, held: Held) -> None:
    this.waiting = None
    this.write(held.lines)
    if held.what == "exit":
        this.leaving.add(held.pid)
    clocks.let_go_on(this.listener, held.known)


def _of_the_answer(this: Hearing) -> list[int]:
    """The processes in which the answer is at work now."""
    at_work = [pid for pid, functions in this.at_work.items() if functions]
    return [each for each in {*at_work, *this.answers} if os.path.exists(f"/proc/{each}")]


def _is_to_ring(this: Hearing, heard: Sequence[Heard]) -> bool:
    """Ring the bell of the test that has asked, once its answer sleeps until somebody wakes it, or never will; whether
    that is still to come."""
    if this.asked is None or not any(this.at_work.values()):
        return False
    outcome = outcome_of(this.asked, _of_the_answer(this), time.monotonic(), heard)
    if outcome:
        this.asked = None
        this.write(_written(Deed(this.test, outcome)))
        with contextlib.suppress(ProcessLookupError):
            os.kill(this.bell, BELL)
    return not outcome
