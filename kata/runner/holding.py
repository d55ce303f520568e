"""Hold deeds of an answer until all others sleep, so that a test sees the worst order of them, and always that one."""

from __future__ import annotations

import contextlib
import os
import time

from kata.kernel import deeds, proc, procfs, tree, unotify
from kata.kernel.deeds import Deed
from kata.proof import allowance
from kata.runner.listening import NO_ADDRESS, Hearing, Held, of_the_answer, written
from kata.runner.sleeps import FEW, SPINS, TIMED, Asked, is_endless, is_lasting, outcome_of

OUTLIVES = "outlives"  # a deed that no call tells: with the number that the process has behind its walls
MOST_HELD = {
    "write": 10,
    "exit": 30,
    "read": 10,
    "group": 10,
    "regroup": 10,
    "step": 250,
}  # deeds at most, so that no test takes for ever
OVERTAKEN = 30  # deeds of others after which a read is late enough
LATEST = 3.0  # seconds that a deed is held at most


def hold(this: Hearing, pid: int, tid: int, known: int, found: list[Deed], lines: bytes) -> bool:
    """Hold a call, if it is a deed that is to wait; whether it does. known, lines: as of `Held`."""
    what = next((deed.what for deed in found if deed.what in this.holds and deed.waits), None)
    if what is None or this.count[what] >= MOST_HELD[what]:
        return False
    this.count[what] += 1
    this.held.append(Held(known, pid, tid, what, lines, allowance.clock()))
    return True


def is_held(this: Hearing) -> bool:
    """Let the first deed that is held go on once all others sleep, in the order of MOST_HELD; whether one was held.

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
    answers = of_the_answer(this)
    if is_lasting(this.waiting, time.monotonic()):
        this.patient.update(answers)
        this.waiting.timed = 0.0
    asleep = (
        passes is not None
        and is_endless(passes, this.patient, this.in_library)
        and proc.asleep(pids, threads) == passes
    )
    first = _first(this)
    # Others, not the answer's, may never sleep for good. But whoever is at work now may spin, and not have had a core.
    at_work = passes is None or unotify.is_told(this.listener)
    late = allowance.clock() - first.since > (2 * LATEST if at_work else LATEST)
    overtaken = first.what == "read" and this.waiting.deeds > OVERTAKEN
    spins = (late and this.waiting.looks > FEW) or (overtaken and this.waiting.looks > OVERTAKEN)
    if (not spins and (late or overtaken)) or (asleep and not unotify.is_told(this.listener)):
        this.held.remove(first)
        _let_go(this, first)
        return True
    outcome = SPINS if spins else outcome_of(this.waiting, answers, time.monotonic(), held=threads)
    if outcome in (SPINS, TIMED):
        this.write(written(Deed(this.test, outcome)))
        hold_no_more(this)
    return True


def hold_no_more(this: Hearing) -> None:
    """Let all deeds go on, those that are held and those to come."""
    this.holds.clear()
    while this.held:
        _let_go(this, this.held.pop(0))


def _first(this: Hearing) -> Held:
    """The deed to go on first; of several exits, one for which a process is still there that may wait for it.

    One whose parent exits as well, or has gone, comes last: whoever came first, nobody waits for that one.
    """
    what = min((held.what for held in this.held), key=[*MOST_HELD].index)
    those = [held for held in this.held if held.what == what]
    if what != "exit" or len(those) == 1:
        return those[0]
    exiting = {held.pid for held in those}
    known = (this.answers | {*this.at_work}) - exiting
    return next((held for held in those if _parent(held.pid) in known), those[0])


def _parent(pid: int) -> int:
    try:
        return deeds.who(pid)[1]
    except NO_ADDRESS:
        return 0


def _let_go(this: Hearing, held: Held) -> None:
    this.waiting = None
    if not unotify.is_waiting(this.listener, held.known):
        return  # whoever was killed meanwhile has not done it
    this.write(held.lines)
    if held.what == "exit":
        this.leaving.add(held.pid)
    unotify.let_go_on(this.listener, held.known)


def over(this: Hearing) -> None:
    """Hold nothing any more; write down who has outlived the test, if exits were held until then.

    Such a process need not have come to its exit yet: nobody has waited for it, and it would be held there if it were
    quicker. But it has not been let go on from there.
    """
    for pid in this.answers - this.leaving if "exit" in this.holds else ():
        with contextlib.suppress(*NO_ADDRESS):
            state, number = procfs.status(pid, "State", "NSpid")
            if state[0] not in "ZX":
                this.write(written(Deed(pid, OUTLIVES, (int(number.split()[-1]),))))
    hold_no_more(this)
