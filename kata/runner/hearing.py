"""Hear deeds for the keeper: write down those of the answer for its test, and notice when the answer sleeps.

A test and its answer share a process, or are two. Functions of an answer mark where they begin and end: deeds in
between are the answer's, and so are all deeds of its processes. Each deed is in the file before it is done, so a test
that has seen its effect can read of it.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from kata.agent.asking import BELL
from kata.agent.marks import BEGINS, ENDS, LIBRARY_NAPS
from kata.kernel import deed_calls, deeds, tree
from kata.kernel.deeds import Deed
from kata.kernel.heard import Heard
from kata.kernel.readers import has_reader
from kata.runner import altering, holding
from kata.runner.listening import NO_ADDRESS, Hearing, is_answers, of_the_answer, written
from kata.runner.sleeps import Asked, Limited, outcome_of

FILE = "deeds"  # in the folder of a run
# Marks of the test:
HOLDS = {5: "read", 6: "exit", 11: "write", 14: "group", 15: "regroup", 16: "step"}
"""Deeds that are to be done only when all others sleep."""
ASKS: dict[int, Limited] = {3: None, 7: True, 9: False, 13: "for long"}  # to be told when its answer sleeps
ASKS_NO_MORE = 4
OVER = 10  # it has come to its end
ALTERS = 12  # calls of the answer are to be altered
# Deeds that no call tells:
LEAVES = "leaves"  # of a process that exits: a pipe into which it has written, and which has a reader


def begin(test: int, listener: int, folder: Path) -> Hearing:
    """Hear all deeds below this process from now on, and write them to a file in the folder."""
    file = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    return Hearing(test, listener, lambda line: os.write(file, line), file, folder, pids={test: test})


def record(this: Hearing, tid: int, number: int, arguments: tuple[int, ...], known: int) -> bool:
    """Hear one call that is a deed, and write it down if it is the answer's; return whether it may go on at once."""
    altering.restore(this, tid)
    with contextlib.suppress(*NO_ADDRESS):
        pid = this.pids.get(tid) or _introduced(this, tid)
        _introduce_children(this, pid)
        if deed_calls.HERE[number] == "move" and not is_answers(this, pid):
            return True
        found = list(deeds.decode(pid, tid, number, arguments))
        if deed_calls.HERE[number] == "move" and not found:
            _count_file(this)
        if this.alteration and is_answers(this, pid):
            if altering.alter(this, tid, number, arguments, found):
                found = list(deeds.decode(pid, tid, number, arguments))
            if altering.is_answered(this, tid, known, arguments, found):
                this.write(b"".join(map(written, found)))
                return False
        found += [deed for exits in found if exits.what == "exit" for deed in _unbroken(this, pid)]
        taken = _taken(this, pid, tid, number, arguments, found)
        lines = b"".join(_line(this, deed, taken) for deed in found)
        if lines and holding.hold(this, pid, tid, known, found, lines):
            return False
        this.leaving.update(deed.pid for deed in found if deed.what == "exit")
        if lines:
            this.write(lines)
    return True


def _count_file(this: Hearing) -> None:
    """Count a read or write of a file, which is no deed; but whoever makes too many of them spins."""
    for asked in filter(None, (this.asked, this.waiting)):
        asked.files += 1


def _taken(
    this: Hearing, pid: int, tid: int, number: int, arguments: tuple[int, ...], found: list[Deed]
) -> int:
    """The bytes that a call is about to take, where it matters whether an answer gets something or asks in vain."""
    if (this.asked or this.waiting) and any(deed.what == "read" for deed in found):
        with contextlib.suppress(*NO_ADDRESS):
            return deeds.ready(pid, tid, number, arguments)
    return 0


def _line(this: Hearing, deed: Deed, taken: int) -> bytes:
    """The line for a deed that is the answer's, nothing for another's. taken: bytes, by the call that it is in."""
    if deed.what == "mark":
        _marked(this, deed.pid, *deed.numbers)
        return b""
    if deed.what == "fork":
        this.born.setdefault(deed.pid, deque()).append(is_answers(this, deed.pid))
    if not is_answers(this, deed.pid):
        return b""
    if deed.what == "write" and deed.thing and deed.thing[0] == "pipe":
        this.wrote.setdefault(deed.pid, set()).add(deed.thing[1])
    naps = deed.what == "nap" and not _is_of_a_library(this, deed.pid)
    for asked in filter(None, (this.asked, this.waiting)):
        asked.deeds += 1
        asked.looks += deed.what == "wait" and 1 in deed.numbers  # with WNOHANG
        if not taken:
            asked.looks += deed.what in ("read", "accept") and (asked is this.asked or not deed.waits)
        asked.taken += taken
        asked.naps += naps
    return written(deed)


def _unbroken(this: Hearing, pid: int) -> list[Deed]:
    """The deeds of a process that exits while somebody could still read what it writes into a pipe."""
    pipes = this.wrote.get(pid) or ()
    pids = tree.descendants(os.getpid()) if pipes else ()
    return [Deed(pid, LEAVES, thing=("pipe", inode)) for inode in pipes if has_reader(pids, inode)]


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
    elif mark in ASKS and (pid == this.test or not is_answers(this, pid)):
        this.asked, this.bell = Asked(limited=ASKS[mark]), pid
    elif mark == LIBRARY_NAPS and is_answers(this, pid):
        this.excused.add(pid)
        this.write(written(Deed(pid, "wait", (0,))))
    elif mark in HOLDS and pid == this.test:
        this.holds.add(HOLDS[mark])
    elif mark == ALTERS and pid == this.test:
        this.alteration = altering.asked_for(this.folder)
    elif mark == ASKS_NO_MORE and pid == this.test:
        this.asked = None
    elif mark == OVER and pid == this.test:
        holding.over(this)


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
        this.write(written(Deed(pid, "born")))


def is_expected(this: Hearing, heard: Sequence[Heard]) -> bool:
    """Whether somebody outside the tree is about to wake it: a deed is held, or a bell is still to ring.

    heard: the clocks that it has told of.
    """
    return holding.is_held(this) or _is_to_ring(this, heard)


def _is_to_ring(this: Hearing, heard: Sequence[Heard]) -> bool:
    """Ring the bell of the test that has asked, once its answer sleeps until somebody wakes it, or never will; whether
    that is still to come."""
    if this.asked is None or not any(this.at_work.values()):
        return False
    outcome = outcome_of(this.asked, of_the_answer(this), time.monotonic(), heard)
    if outcome:
        this.asked = None
        this.write(written(Deed(this.test, outcome)))
        with contextlib.suppress(ProcessLookupError):
            os.kill(this.bell, BELL)
    return not outcome
