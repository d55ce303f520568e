"""Decide whether nothing but pollers runs: all else can never go on by itself, and they have changed nothing for it.

A thread that repeats one wait with a time limit, a heartbeat, a server that looks for its end, ends every proof: it may
do anything in its next round. But if it has done nothing for anybody in several rounds, it probably never will. That is
no proof, and nobody is ended for it. It takes, for some seconds without a gap:

- The same threads all the time. Each of them has slept on in one endless call, or has gone from one wait with a limit
  to the next, and has seen several of these.
- Each wait with a limit has lasted as long as its limit: somebody who was woken before was given something.
- They hardly work: whoever calculates between two waits has more to do than to wait.
- All that sleeps can be woken by no clock and by nobody outside, by the rules of `verdict`.

An alarm that rings again and again in a thread that goes on with its call is such a wait, too.
"""

from __future__ import annotations

import math
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kata.facts import Alarm, Call, Heard, Outside, Poller, Process, Snapshot, Thread, World
from kata.kernel.proc import Sleep
from kata.kernel.syscalls import POLLS, decode
from kata.proof.ends import only_inside
from kata.proof.verdict import veto

WINDOW = 3.0  # seconds
ROUNDS = 3  # waits of each poller that have ended
SHARE = 0.2  # of a core, for all of them together
SEEN = 0.5  # the share of all looks at which everybody was asleep
SLACK = 0.005  # seconds by which a clock that is read may differ
RINGING = 0.05  # seconds in which a thread that an alarm has woken is back in its call

Node = tuple[int, int]
Ends = Callable[[Sleep, Call, float], float]
"""Gives the earliest time.monotonic() at which a wait with a limit ends by itself; it began at a given time or later."""


@dataclass(frozen=True)
class Rounds:
    """The looks since somebody has done more than to wait; all times are of time.monotonic().

    since: the first of them. at: the last one at which all were asleep, and passes: the sleep then. looks, missed: how
    many there were, and at how many of them somebody was awake. polls: how many waits of each poller have ended.
    until: the time before which the present one does not end by itself. worked: seconds on a core until `since`.
    """

    since: float
    at: float
    passes: tuple[Sleep, ...] = ()
    looks: int = 0
    missed: int = 0
    polls: Mapping[Node, int] = field(default_factory=dict)
    until: Mapping[Node, float] = field(default_factory=dict)
    worked: float = 0.0


def begun(passes: tuple[Sleep, ...], now: float, ends: Ends, worked: float = 0.0) -> Rounds:
    """Begin anew with a look at which all were asleep."""
    timed = {sleep[:2]: call for sleep in passes if (call := _timed(sleep))}
    until = {sleep[:2]: ends(sleep, timed[sleep[:2]], -math.inf) for sleep in passes if sleep[:2] in timed}
    return Rounds(now, now, passes, 1, 0, dict.fromkeys(timed, 0), until, worked)


def looked(
    rounds: Rounds | None,
    passes: tuple[Sleep, ...] | None,
    now: float,
    heard: Sequence[Heard],
    ends: Ends,
    worked: Callable[[], float] = lambda: 0.0,
) -> Rounds | None:
    """Go on after another look, or begin anew. passes: None if somebody was awake. worked: seconds on a core so far."""
    if passes is None:
        return rounds and replace(rounds, looks=rounds.looks + 1, missed=rounds.missed + 1)
    if rounds is None:
        return begun(passes, now, ends, worked())
    if passes == rounds.passes:
        return replace(rounds, looks=rounds.looks + 1, at=now)
    before = {sleep[:2]: sleep for sleep in rounds.passes}
    if [*before] != [sleep[:2] for sleep in passes]:
        return begun(passes, now, ends, worked())
    polls, until = dict(rounds.polls), dict(rounds.until)
    for sleep in passes:
        node, last = sleep[:2], before[sleep[:2]]
        if sleep == last:
            continue
        call = _timed(sleep)
        if call is not None and node in until and now >= until[node] - SLACK:
            until[node] = ends(sleep, call, rounds.at)
        elif call is not None or sleep[:4] != last[:4] or not _has_rung(sleep[0], rounds.at, now, heard):
            return begun(passes, now, ends, worked())
        polls[node] = polls.get(node, 0) + 1
    return replace(rounds, looks=rounds.looks + 1, at=now, passes=passes, polls=polls, until=until)


def pollers(rounds: Rounds | None, now: float, worked: Callable[[], float] = lambda: 0.0) -> tuple[Poller, ...]:
    """The threads that only poll, if that has been all for long enough; none if not, or if there is no other."""
    if rounds is None or now - rounds.since < WINDOW or not rounds.polls:
        return ()
    enough = all(count >= ROUNDS for count in rounds.polls.values())
    if not enough or rounds.missed > rounds.looks * SEEN:
        return ()
    if not any(_waits_for_ever(sleep) or _runs_tasks(sleep) for sleep in rounds.passes):
        return ()
    if worked() - rounds.worked > SHARE * (now - rounds.since):
        return ()
    calls = {sleep[:2]: decode(sleep[3]) for sleep in rounds.passes}
    return tuple(
        Poller(*node, call.name if call and not call.endless else "alarm", count, now - rounds.since)
        for node, count in rounds.polls.items()
        for call in [calls[node]]
    )


def doubt(
    snapshot: Snapshot,
    known: Sequence[Poller],
    heard: Sequence[Heard],
    world: World,
    outside: Outside,
    now: float,
) -> str | None:
    """The reason for which something else than the pollers may go on by itself; None if nothing can.

    outside, now: as for `verdict.veto`.
    """
    rung = {each.pid for each in known if each.call == "alarm"}
    left = [each for each in heard if not (isinstance(each, Alarm) and each.pid in rung)]
    return veto(without(snapshot, known), left, world, outside, now)


def without(snapshot: Snapshot, known: Sequence[Poller]) -> Snapshot:
    """The snapshot without pollers; a thread in which an alarm rings sleeps in its call, and stays."""
    gone = {(each.pid, each.tid) for each in known if each.call != "alarm"}
    rung = {each.pid for each in known if each.call == "alarm"}

    def left(process: Process) -> Process:
        threads = tuple(t for t in process.threads if (process.pid, t.tid) not in gone)
        handles = process.handles
        if process.pid in rung:
            handles = tuple(number for number in handles if number != signal.SIGALRM)
        return replace(process, threads=threads, handles=handles)

    return replace(snapshot, processes=tuple(map(left, snapshot.processes)))


def reachable(
    snapshot: Snapshot, known: Sequence[Poller], world: World, outside: Outside
) -> tuple[Poller, ...]:
    """The same pollers, and whether somebody outside can give each of them something to do."""
    threads = {(p.pid, t.tid): (p, t) for p in snapshot.processes for t in p.threads}
    return tuple(
        replace(each, reachable=not all(_inside(*threads[each.pid, each.tid], snapshot, world, outside)))
        if (each.pid, each.tid) in threads
        else each
        for each in known
    )


def _inside(
    process: Process, thread: Thread, snapshot: Snapshot, world: World, outside: Outside
) -> Iterator[bool]:
    if thread.call is None or thread.call.name not in POLLS or thread.call.endless:
        return
    open_here = {d.fd: d for d in process.descriptors}
    for fd, _ in thread.polled:
        yield fd in open_here and only_inside(open_here[fd], snapshot, world, outside)


def _timed(sleep: Sleep) -> Call | None:
    """The call of a thread that sleeps with a limit."""
    call = decode(sleep[3]) if sleep[2] == "S" else None
    return call if call is not None and not call.endless else None


def _waits_for_ever(sleep: Sleep) -> bool:
    call = decode(sleep[3]) if sleep[2] == "S" else None
    return call is not None and call.endless


def _runs_tasks(sleep: Sleep) -> bool:
    """Whether the one that polls may be an event loop, whose tasks only it can tell of."""
    call = _timed(sleep)
    return call is not None and call.name.startswith("epoll")


def _has_rung(pid: int, since: float, now: float, heard: Sequence[Heard]) -> bool:
    """Whether an alarm that rings again and again has rung in this process between two looks."""
    last = next((each for each in reversed(heard) if isinstance(each, Alarm) and each.pid == pid), None)
    if last is None or last.until is None or not last.interval or now < last.until:
        return False
    return (now - last.until) % last.interval <= now - since + RINGING
