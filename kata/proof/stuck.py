"""Decide whether nothing but pollers runs: all else can never go on by itself, and they have changed nothing for it.

A thread that repeats one wait with a time limit, a heartbeat, a server that looks for its end, ends every proof: it may
do anything in its next round. But if it has done nothing for anybody in several rounds, it probably never will. That is
no proof, and nobody is ended for it. It takes, for some seconds without a gap:

- The same threads all the time. Each of them has slept on in one endless call, or has gone from one wait with a limit
  to the next, and has seen several of these.
- Each wait with a limit has lasted as long as its limit: somebody who was woken before was given something. And they
  have slept about as often as such waits take: whoever asks others, or answers them, sleeps in between.
- They hardly work: whoever calculates between two waits has more to do than to wait.
- All that sleeps can be woken by no clock and by nobody outside, by the rules of `verdict`.

An alarm that rings again and again in a thread that goes on with its call is such a wait, too. Whoever accepts clients
may be woken by a stranger, as a server may that polls; both count as pollers to whom somebody outside may give work.
"""

from __future__ import annotations

import math
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kata.facts import Call, Outside, Poller, Process, Snapshot, Thread, World
from kata.kernel.heard import Alarm, Heard
from kata.kernel.proc import Sleep
from kata.kernel.syscalls import POLLS, decode
from kata.proof.armed import last_alarm
from kata.proof.ends import only_inside
from kata.proof.verdict import veto

WINDOW = 3.0  # seconds
ROUNDS = 3  # waits of each poller that have ended
SHARE = 0.2  # of a core, for all of them together
AWAKE = 0.9  # the share of all looks at which somebody may be awake: on a busy machine who is woken waits for a core
OFTEN = 1.5  # times as often as its waits alone would make it sleep, a poller may have slept
SLACK = 0.005  # seconds by which a clock that is read may differ
RINGING = 0.05  # seconds in which a thread that an alarm has woken is back in its call

Node = tuple[int, int]
Ends = Callable[[Sleep, Call, float], tuple[float, float]]
"""The earliest time.monotonic() at which a wait with a limit ends by itself, which began at a given time or later; and
the least seconds that it takes."""


@dataclass(frozen=True)
class Rounds:
    """The looks since somebody has done more than to wait; all times are of time.monotonic().

    since: the first of them. at: the last one at which all were asleep, and passes: the sleep then. looks, missed: how
    many there were, and at how many of them somebody was awake. polls: how many waits of each poller have ended.
    until: the time before which the present one does not end by itself. span: how long the longest took, at least; of
    an alarm, the time between two rings.
    first: the sleep at `since`. worked: seconds on a core until then.
    """

    since: float
    at: float
    passes: tuple[Sleep, ...] = ()
    looks: int = 0
    missed: int = 0
    polls: Mapping[Node, int] = field(default_factory=dict)
    until: Mapping[Node, float] = field(default_factory=dict)
    span: Mapping[Node, float] = field(default_factory=dict)
    first: tuple[Sleep, ...] = ()
    worked: float = 0.0


def begun(passes: tuple[Sleep, ...], now: float, ends: Ends, worked: float = 0.0) -> Rounds:
    """Begin anew with a look at which all were asleep."""
    timed = {sleep[:2]: call for sleep in passes if (call := _timed(sleep))}
    until = {sleep[:2]: ends(sleep, timed[sleep[:2]], -math.inf)[0] for sleep in passes if sleep[:2] in timed}
    return Rounds(now, now, passes, 1, 0, dict.fromkeys(timed, 0), until, {}, passes, worked)


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
    polls, until, span = dict(rounds.polls), dict(rounds.until), dict(rounds.span)
    for sleep in passes:
        node, last = sleep[:2], before[sleep[:2]]
        if sleep == last:
            continue
        call = _timed(sleep)
        if call is not None and node in until and now >= until[node] - SLACK:
            until[node], least = ends(sleep, call, rounds.at)
            span[node] = max(span.get(node, 0), least)
        elif call is None and sleep[:4] == last[:4] and (interval := _rung(sleep[0], rounds.at, now, heard)):
            span[node] = interval
        else:
            return begun(passes, now, ends, worked())
        polls[node] = polls.get(node, 0) + 1
    return replace(rounds, looks=rounds.looks + 1, at=now, passes=passes, polls=polls, until=until, span=span)


def pollers(
    rounds: Rounds | None, now: float, worked: Callable[[], float] = lambda: 0.0
) -> tuple[Poller, ...]:
    """The threads that only poll, if that has been all for long enough; none if not, or if there is no other."""
    if rounds is None or now - rounds.since < WINDOW:
        return ()
    enough = all(count >= ROUNDS for count in rounds.polls.values())
    if not enough or _sleeps_more(rounds) or rounds.missed > rounds.looks * AWAKE:
        return ()
    accepting = [sleep[:2] for sleep in rounds.passes if _accepts(sleep)]
    others = [sleep for sleep in rounds.passes if sleep[:2] not in accepting]
    if not (rounds.polls or accepting) or not any(_waits_for_ever(s) or _runs_tasks(s) for s in others):
        return ()
    if worked() - rounds.worked > SHARE * (now - rounds.since):
        return ()
    seconds = now - rounds.since
    timed = {sleep[:2]: call.name for sleep in rounds.passes if (call := _timed(sleep))}
    polling = [
        Poller(*node, timed.get(node, "alarm"), count, seconds) for node, count in rounds.polls.items()
    ]
    return (*polling, *(Poller(*node, "accept", 0, seconds, reachable=True) for node in accepting))


def _sleeps_more(rounds: Rounds) -> bool:
    """Whether a poller sleeps more often than its waits make it sleep, some of which are too short to be seen."""
    before = {sleep[:2]: int(sleep[4]) for sleep in rounds.first}
    slept = {sleep[:2]: int(sleep[4]) - before[sleep[:2]] for sleep in rounds.passes}
    seconds = rounds.at - rounds.since
    spans = {node: seconds / span for node, span in rounds.span.items() if span > 0}
    return any(
        slept[node] > OFTEN * max(count, spans.get(node, 0)) + 1 for node, count in rounds.polls.items()
    )


def goes_on(rounds: Rounds, passes: tuple[Sleep, ...]) -> bool:
    """Whether nobody has moved since the last look but pollers."""
    others = [[s for s in each if s[:2] not in rounds.polls] for each in (rounds.passes, passes)]
    return others[0] == others[1]


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
    rung = _with_children(snapshot, {each.pid for each in known if each.call == "alarm"})

    def left(process: Process) -> Process:
        threads = tuple(t for t in process.threads if (process.pid, t.tid) not in gone)
        handles = process.handles
        if process.pid in rung:
            handles = tuple(number for number in handles if number != signal.SIGALRM)
        return replace(process, threads=threads, handles=handles)

    return replace(snapshot, processes=tuple(map(left, snapshot.processes)))


def _with_children(snapshot: Snapshot, pids: set[int]) -> set[int]:
    """These processes and all below them: who was forked has the handler, and nobody rings there."""
    found = set(pids)
    for process in snapshot.processes:  # parents come first
        if process.parent in found:
            found.add(process.pid)
    return found


def reachable(
    snapshot: Snapshot, known: Sequence[Poller], world: World, outside: Outside
) -> tuple[Poller, ...]:
    """The same pollers, and whether somebody outside can give each of them something to do."""
    threads = {(p.pid, t.tid): (p, t) for p in snapshot.processes for t in p.threads}
    return tuple(
        replace(each, reachable=not all(_inside(*threads[each.pid, each.tid], snapshot, world, outside)))
        if (each.pid, each.tid) in threads and not each.reachable
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


def _call(sleep: Sleep) -> Call | None:
    return decode(sleep[3]) if sleep[2] == "S" else None


def _timed(sleep: Sleep) -> Call | None:
    """The call of a thread that sleeps with a limit."""
    call = _call(sleep)
    return call if call is not None and not call.endless else None


def _waits_for_ever(sleep: Sleep) -> bool:
    call = _call(sleep)
    return call is not None and call.endless


def _accepts(sleep: Sleep) -> bool:
    call = _call(sleep)
    return call is not None and call.name in ("accept", "accept4")


def _runs_tasks(sleep: Sleep) -> bool:
    """Whether the one that polls may be an event loop, whose tasks only it can tell of."""
    call = _timed(sleep)
    return call is not None and call.name.startswith("epoll")


def _rung(pid: int, since: float, now: float, heard: Sequence[Heard]) -> float:
    """The seconds between two rings of an alarm that has rung in this process between two looks; 0 if none has."""
    last = last_alarm(pid, heard)
    if last is None or last.until is None or not last.interval or now < last.until:
        return 0.0
    return last.interval if (now - last.until) % last.interval <= now - since + RINGING else 0.0
