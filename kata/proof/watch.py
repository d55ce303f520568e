"""Watch a tree of processes from above until it ends, is proved to hang, or is out of time.

The watcher is the parent of the tree's first process and the subreaper of all others: prctl(2).
"""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from kata.facts import SHARED, Call, Outside, Place, Poller, Snapshot, Verdict, World
from kata.kernel import limits, proc, strangers, tree, unotify, usage
from kata.kernel.deeds import Record
from kata.kernel.descriptors import descriptors
from kata.kernel.heard import Heard
from kata.kernel.networks import Networks
from kata.proof import allowance, ctrl_c, dwell, parts, stuck
from kata.proof.deadline import in_time
from kata.proof.verdict import veto

Excess = Literal["crowd", "memory", "room"]
"""Bounds of a tree: how many processes, the bytes of all of them, the bytes and files that they write."""
LOOKS = 20  # until all of a tree are asleep, pollers too
PATIENCE = 1.0  # seconds of the processor for a proof, which thousands of descriptors can make long


@dataclass(frozen=True)
class Watch:
    """The order to watch a tree.

    root: the first process of the tree. listener: where its clocks are heard (`unotify.tell`); without one, nothing
    is proved. limit: seconds, None for none. lifeline: a descriptor at whose end of file nobody waits for the outcome
    any more. exceeds: gets the pids of the tree at each look and says which bound they exceed, if any.
    networks: netlink sockets that show other networks of the tree. patience: seconds of the processor for
    a proof, None for as long as it needs. hear: gets each deed that the listener tells. is_expected: gets the clocks
    that were heard and says whether somebody outside the tree is about to wake it; asked at each look. world: who could
    wake the tree. prove: whether a proof is asked for at all. is_stuck: judges an outcome where nothing but pollers
    runs, and says whether that ends the watch. tell: is given the outcome so far at each SIGQUIT, and the watch goes
    on. place: where the tree is by itself.
    """

    root: int
    listener: int | None = None
    limit: float | None = None
    lifeline: int | None = None
    exceeds: Callable[[list[int]], Excess | None] = lambda pids: None
    networks: Networks = ()
    patience: float | None = PATIENCE
    hear: Record | None = None
    is_expected: Callable[[Sequence[Heard]], bool] = lambda heard: False
    world: World = "sealed"
    prove: bool = True
    is_stuck: Callable[[Outcome], bool] | None = None
    tell: Callable[[Outcome], None] | None = None
    place: Place = SHARED


End = Literal["finished", "deadlock", "stuck", "asked", "timeout", "gone"] | Excess


@dataclass(frozen=True)
class Outcome:
    """The end of a watch.

    end: "finished" (with the wait status of the root), "deadlock" (proved), "timeout", "crowd", "memory", "room" or
    "gone" (the end of the lifeline). seconds: since it began. at: time.monotonic(). passes: the sleep that was proved,
    and snapshot: all about it. processes: how many, for a timeout, or if they or their memory were too much. worked:
    seconds that all were on a core, for a timeout. pollers: the threads that only poll, where all else can never go on
    by itself. doubt: the reason why the sleep that it is in is no proof, where one was asked for.
    """

    end: End
    seconds: float
    status: int | None = None
    at: float | None = None
    passes: tuple[proc.Sleep, ...] | None = None
    snapshot: Snapshot | None = None
    processes: int | None = None
    worked: float = 0.0
    pollers: tuple[Poller, ...] = ()
    doubt: str = ""

    @property
    def verdict(self) -> Verdict:
        if self.end == "deadlock" or self.end == "asked":
            return self.end
        return "stuck" if self.pollers else "timeout"


def watch(watched: Watch) -> Outcome:
    """Wait until the tree ends, hangs or is out of bounds; reap meanwhile."""
    with tree.woken_by_children() as woken:
        return _watched(watched, woken)


def _watched(watched: Watch, woken: int) -> Outcome:
    # Why does this look every hundredth of a second, and not wait to be told? Because nothing tells that a tree has
    # gone to sleep. Who was made and who has exited is reported over netlink, to those who have rights that a learner
    # has not; who sleeps, by tracing alone: by BPF, which takes the same rights, or by ptrace(2), which stops the
    # tree at each call. A look costs some 25 us a process, and `dwell` keeps all looks of a large tree below a small
    # share of a core.
    #
    # What can be told is waited for, so that nothing of it is late: a child exits (`woken`), whoever asked for the
    # watch has gone (`lifeline`), a process tells of a call (`listener`). The processes are listed anew at each look:
    # orphans come to this process, so all that the tree has ever started are below it.
    #
    # The order in the loop is that of what is certain. An exit status needs no proof. Too many processes or too much
    # memory cannot wait for a sleep. The limit comes next, so that no proof makes a test longer than it may be.
    # Clocks are heard before the tree is looked at, and one that is armed in between is not missed: a process that
    # tells of it waits in that very call until it is heard, and no proof takes that call for a sleep.
    #
    # Rejected: a timer whose handler looks, in pytest itself, for it rings in the midst of anything, and there is no
    # watch any more when pytest is killed; a thread beside the test, for a fork beside a thread is unsafe, and Python
    # has warned of it since 3.12; a child of the test, which may not look at its parent where Yama restricts
    # ptrace(2).
    outside: Outside | None = None
    heard: list[Heard] = []
    began, waited = time.monotonic(), allowance.waited_here()
    sleep = dwell.begun(dwell.DWELL[watched.world], began)
    rounds: stuck.Rounds | None = None
    doubt = ""
    unasked = began  # the time before which nobody is asked whether the tree is stuck
    while True:
        status = tree.reap(watched.root)
        now = time.monotonic()
        if status is not None:
            return Outcome("finished", now - began, status)
        pids = tree.descendants(os.getpid()) if tree.ON_LINUX else []
        if excess := watched.exceeds(pids):
            return Outcome(excess, now - began, processes=len(pids))
        if watched.limit is not None and _is_used_up(watched, watched.limit, now - began, waited, pids):
            worked = usage.worked({watched.root, *pids})
            known = _pollers(watched, rounds, heard, pids)
            return Outcome(
                "timeout", now - began, processes=len(pids), worked=worked, pollers=known, doubt=doubt
            )
        left, worked_before = dwell.PERIOD, time.thread_time()
        if watched.listener is not None:
            heard += unotify.heard(watched.listener, watched.hear)
            expected = watched.is_expected(heard)
            passes = None if expected else proc.asleep(pids)
            doubt = doubt if passes == sleep.passes else ""
            sleep = dwell.looked(sleep, passes, now)
            rounds = stuck.looked(rounds, passes, now, heard, _ends, partial(usage.worked, pids))
            # By the clock, a look takes for ever beside others that compute.
            looking = time.thread_time() - worked_before
            if watched.prove and passes is not None and dwell.is_due(sleep, now):
                if outside is None:  # few tests sleep for so long
                    outside = _held_here(watched.place)
                proved = _proved(watched, passes, heard, outside, now - sleep.since)
                if isinstance(proved, Snapshot):
                    at = time.monotonic()
                    return Outcome("deadlock", at - began, at=at, passes=passes, snapshot=proved)
                doubt = proved
                sleep = dwell.vetoed(sleep, time.thread_time() - worked_before, time.monotonic())
            if watched.is_stuck is not None and now > unasked and stuck.pollers(rounds, now):
                known = _pollers(watched, rounds, heard, pids)
                outcome = Outcome("stuck", now - began, pollers=known)
                if known and watched.is_stuck(outcome):
                    return outcome
                unasked = now + (
                    now - began if known else stuck.WINDOW
                )  # each time later: that disturbs the program
            polls = bool(heard) or (rounds is not None and bool(rounds.polls))
            left = dwell.hurry(looking) if expected else dwell.pause(sleep, now, looking, polls)
        if watched.limit is not None and (rest := began + watched.limit - time.monotonic()) > 0:
            left = min(left, rest + 0.001)
        told = _heard(watched, woken, left, heard)
        if told == "gone":
            return Outcome("gone", time.monotonic() - began)
        if told == "asked" and watched.tell is not None:
            known = _pollers(watched, rounds, heard, pids)
            watched.tell(Outcome("asked", time.monotonic() - began, pollers=known, doubt=doubt))


def _is_used_up(watched: Watch, limit: float, seconds: float, waited: float, pids: list[int]) -> bool:
    """Whether the limit is over; in the open world, somebody has said how many seconds that are. seconds: since the
    watch began. waited: those for which this process had waited for a core before."""
    if watched.world == "open" or not tree.ON_LINUX:
        return seconds > limit
    return allowance.is_used_up(limit, seconds, waited, pids)


def _ends(sleep: proc.Sleep, call: Call, since: float) -> tuple[float, float]:
    return limits.ends(sleep[1], call, since)


def _pollers(
    watched: Watch, rounds: stuck.Rounds | None, heard: list[Heard], pids: list[int]
) -> tuple[Poller, ...]:
    """The threads that only poll, if all else can never go on by itself; none where that is in doubt."""
    known = stuck.pollers(rounds, time.monotonic(), partial(usage.worked, pids))
    if not known or rounds is None:
        return ()

    def sure() -> tuple[Poller, ...]:
        try:
            passes = _asleep_for_once(pids)
            if passes is None or not stuck.goes_on(rounds, passes):
                return ()
            outside = own = _held_here(watched.place)
            snapshot = proc.snapshot(passes, watched.networks)
            if stuck.doubt(snapshot, known, heard, watched.world, own, time.monotonic()):
                return ()
            if watched.world == "open":
                outside = _around(snapshot, own)
                if stuck.doubt(snapshot, known, heard, "open", outside, time.monotonic()):
                    return ()
            return stuck.reachable(snapshot, known, watched.world, outside)
        except Exception:  # as in `_proved`
            return ()

    return in_time(watched.patience, sure) or ()


def _asleep_for_once(pids: list[int]) -> tuple[proc.Sleep, ...] | None:
    """A look at which all are asleep, pollers too, which may wait for a core for most of their time."""
    for _ in range(LOOKS):
        if passes := proc.asleep(pids):
            return passes
        time.sleep(dwell.PERIOD)
    return None


def _held_here(place: Place) -> Outside:
    """The descriptors of the one that watches, who is outside the tree. place: that of the tree."""
    return Outside(frozenset((each.kind, each.inode) for each in descriptors("self")), place=place)


def _heard(watched: Watch, woken: int, left: float, heard: list[Heard]) -> Literal["gone", "asked"] | None:
    """Wait until the next look, which comes sooner if a child has exited; return whether the lifeline has ended, or
    somebody has asked for the outcome so far.

    A process that tells of a call waits until it is heard, so that is done at once. While the last one exits, which
    takes milliseconds, the listener has hung up, and is left out.
    """
    ears = select.poll()
    for fd in (woken, watched.lifeline, watched.listener):
        if fd is not None:
            ears.register(fd, select.POLLIN)
    until = time.monotonic() + left
    while True:
        ready = dict(ears.poll(max(until - time.monotonic(), 0) * 1000))
        if watched.lifeline in ready:
            return "gone"
        if woken in ready and signal.SIGQUIT in os.read(woken, 512):
            return "asked"
        if watched.listener is None or [*ready] != [watched.listener] or time.monotonic() >= until:
            return None
        if ready[watched.listener] & select.POLLIN:
            heard += unotify.heard(watched.listener, watched.hear)
        else:
            ears.unregister(watched.listener)


def _proved(
    watched: Watch, passes: tuple[proc.Sleep, ...], heard: list[Heard], own: Outside, quiet: float
) -> Snapshot | str:
    """All about the tree if it hangs: nothing vetoes it, and it still is in the same sleep afterwards. Otherwise the
    reason why that is not proved.

    A tree that cannot be read, or not in time, is not proved to hang. own: what this process holds.
    """

    def proof() -> Snapshot | str:
        try:
            snapshot = proc.snapshot(passes, watched.networks)
            reason = veto(snapshot, heard, watched.world, own, time.monotonic(), quiet)
            if reason is None and watched.world == "open":  # a look at everybody costs more than all the rest
                reason = veto(snapshot, heard, "open", _around(snapshot, own), time.monotonic(), quiet)
        except Exception:  # a process exited meanwhile, or an answer has forged the data
            return "a process could not be looked at"
        if reason is not None:
            return reason
        same = proc.asleep(tree.descendants(os.getpid())) == passes
        return snapshot if same else "a process moved while it was looked at"

    return in_time(watched.patience, proof) or "there is too much to look at"


def _around(snapshot: Snapshot, own: Outside) -> Outside:
    """The world around a tree, this process included."""
    seen = strangers.outside(snapshot)
    return replace(
        seen,
        holds=seen.holds | own.holds,
        interrupts=ctrl_c.is_reckoned_with(snapshot),
        content=parts.content(snapshot),
    )
