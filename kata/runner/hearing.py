"""Hear deeds for the keeper: write down those of the answer for its test, and notice when the answer sleeps.

A test and its answer share a process, or are two. Functions of an answer mark where they begin and end: deeds in
between are the answer's, and so are all deeds of its processes. Each deed is in the file before it is done, so a test
that has seen its effect can read of it.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import struct
import time
from collections import deque
from collections.abc import Callable
from dataclasses import astuple, dataclass, field
from pathlib import Path

from kata.agent.settle import BEGINS, ENDS
from kata.kernel import clocks, deeds, proc, tree
from kata.kernel.deeds import Deed
from kata.kernel.syscalls import decode

FILE = "deeds"  # in the folder of a run
ASKS, ASKS_NO_MORE = 3, 4  # marks: the test asks to be told when its answer sleeps
HOLDS = {5: "read", 6: "exit"}  # marks: the answer may do so only when all others sleep
MOST_HELD = 100  # deeds at most, so that no test takes for ever
SETTLED = 0.03  # seconds of one sleep
PATIENCE = 1.0  # seconds without such a sleep, after which an answer is taken never to sleep
SPUN = 0.4  # seconds of a core that it must have used by then: it may only be waiting for one
MANY = 500  # deeds without a sleep
NAPS = 20  # sleeps for a time of its own, however short
BELL = signal.SIGALRM
ASLEEP, SPINS, TIMED = "asleep", "spins", "timed"
NO_ADDRESS = (OSError, ValueError, OverflowError, struct.error)  # of a call that will fail


@dataclass
class Asked:
    """The state of an answer since its test has asked whether it sleeps; times of time.monotonic().

    began: the first look. passes, since: the sleep it is in, and its beginning. worked: seconds of a core at the first
    look. timed: seconds in calls with a limit. looked: the last look. deeds, naps: their numbers.
    """

    began: float | None = None
    passes: tuple[proc.Sleep, ...] | None = None
    since: float = 0.0
    worked: float | None = None
    timed: float = 0.0
    looked: float | None = None
    deeds: int = 0
    naps: int = 0


@dataclass(frozen=True)
class Held:
    """A deed that waits until all others sleep, by the number that lets it go on. since: time.monotonic()."""

    known: int
    pid: int
    tid: int
    since: float


@dataclass
class Hearing:
    """The processes below a keeper, and the deeds that they wait with.

    test: the process of the test. at_work: the number of functions of the answer that are at work in a process.
    answers: processes that are the answer's. born: by parent, whether each child that has done no deed yet is the
    answer's. pids: of the threads that are known. holds: the kinds of deeds that must wait. held: deeds that wait.
    count: how many have waited.
    """

    test: int
    listener: int
    write: Callable[[bytes], object]
    at_work: dict[int, int] = field(default_factory=dict)
    answers: set[int] = field(default_factory=set)
    born: dict[int, deque[bool]] = field(default_factory=dict)
    pids: dict[int, int] = field(default_factory=dict)
    asked: Asked | None = None
    holds: set[str] = field(default_factory=set)
    held: list[Held] = field(default_factory=list)
    count: int = 0


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
        held = [_note(this, deed) for deed in deeds.decode(pid, tid, number, arguments)]
        if any(held) and this.count < MOST_HELD:
            this.count += 1
            this.held.append(Held(known, pid, tid, time.monotonic()))
            return False
    return True


def _note(this: Hearing, deed: Deed) -> bool:
    """Write a deed down if it is the answer's; return whether it must wait."""
    if deed.what == "mark":
        _marked(this, deed.pid, *deed.numbers)
        return False
    if deed.what == "fork":
        this.born.setdefault(deed.pid, deque()).append(_is_answers(this, deed.pid))
    if _is_answers(this, deed.pid):
        if this.asked is not None:
            this.asked.deeds += 1
            this.asked.naps += deed.what == "nap"
        this.write(json.dumps(astuple(deed)).encode() + b"\n")
        return deed.what in this.holds
    return False


def _marked(this: Hearing, pid: int, mark: int) -> None:
    if mark == BEGINS:
        this.at_work[pid] = this.at_work.get(pid, 0) + 1
    elif mark == ENDS:
        this.at_work[pid] = max(this.at_work.get(pid, 0) - 1, 0)
    elif mark == ASKS and pid == this.test:
        this.asked = Asked()
    elif mark in HOLDS and pid == this.test:
        this.holds.add(HOLDS[mark])
    elif mark == ASKS_NO_MORE and pid == this.test:
        this.asked = None


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
        this.write(json.dumps(astuple(Deed(pid, "born"))).encode() + b"\n")


def is_expected(this: Hearing) -> bool:
    """Whether somebody outside the tree is about to wake it: a deed is held, or a bell is still to ring."""
    return _is_held(this) or _is_to_ring(this)


def _is_held(this: Hearing) -> bool:
    """Let the first deed that is held go on if all others sleep; return whether one was held."""
    if not this.held:
        return False
    threads = {each.tid for each in this.held}
    pids = tree.descendants(os.getpid())
    passes = proc.asleep(pids, threads)
    asleep = passes is not None and _is_endless(passes) and proc.asleep(pids, threads) == passes
    late = (
        time.monotonic() - this.held[0].since > PATIENCE
    )  # others look again and again, and never sleep for good
    if late or (asleep and not clocks.is_told(this.listener)):
        clocks.let_go_on(this.listener, this.held.pop(0).known)
    return True


def _is_to_ring(this: Hearing) -> bool:
    """Ring the bell of a test that has asked, if its answer sleeps until somebody wakes it, or never will.

    Returns whether that is still to come.
    """
    at_work = [pid for pid, functions in this.at_work.items() if functions]
    if this.asked is None or not at_work:
        return False
    pids = [each for each in {*at_work, *this.answers} if os.path.exists(f"/proc/{each}")]
    outcome = _outcome(this.asked, pids, time.monotonic())
    if outcome:
        this.asked = None
        this.write(json.dumps(astuple(Deed(this.test, outcome))).encode() + b"\n")
        with contextlib.suppress(ProcessLookupError):
            os.kill(this.test, BELL)
    return not outcome


def _is_endless(passes: tuple[proc.Sleep, ...]) -> bool:
    """Whether all threads sleep in calls without a time limit."""
    calls = [decode(line) for _, _, state, line, _ in passes if state not in "ZX"]
    return all(call is not None and call.endless for call in calls)


def _outcome(asked: Asked, pids: list[int], now: float) -> str | None:
    passes = proc.asleep(pids)
    endless = passes is not None and _is_endless(passes)
    if passes is not None and not endless and asked.looked is not None:
        asked.timed += now - asked.looked
    if passes is None or passes != asked.passes:
        asked.passes, asked.since = passes, now
    asked.looked = now
    worked = proc.worked(pids)
    asked.worked = worked if asked.worked is None else asked.worked
    asked.began = now if asked.began is None else asked.began
    if endless and now - asked.since > SETTLED:
        return ASLEEP
    if asked.timed > PATIENCE or asked.naps > NAPS:
        return TIMED
    if asked.deeds > MANY or (now - asked.began > PATIENCE and worked - asked.worked > SPUN):
        return SPINS
    return None
