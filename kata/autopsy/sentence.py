"""The one sentence that says why nothing moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kata.autopsy.actors import Roles, listed, start, the, waiter
from kata.autopsy.alike import doing, together
from kata.autopsy.facts import Cause, End, Finding, Wait
from kata.autopsy.lock_words import of_a_lock, of_the_dead
from kata.autopsy.phrases import (
    KEPT_OPEN,
    called,
    end_called,
    held,
    in_buffers,
    left_open,
    others_doing,
    phrase,
    said_of,
    unread,
)
from kata.autopsy.signal_words import of_a_blocked_one, of_a_signal
from kata.autopsy.waits import is_for_anybody


def why(
    finding: Finding, found: tuple[Wait, ...], who: Roles, dead: Mapping[int, int] = MappingProxyType({})
) -> str:
    """The sentence for a cause; for "unknown", one that invents no reason.

    dead: the statuses of processes that have failed.
    """
    wait = finding.wait
    if wait is not None and wait.outside and not is_for_anybody(wait):
        return start(f"{waiter(wait, who)} {phrase(wait, who)}.")
    if wait is None or finding.cause == "unknown":
        return "The reason is none of the known ones; see above what each process waits for."
    lies_there = unread(wait)
    if lies_there and wait.wants == "data":
        return start(f"{waiter(wait, who)} {phrase(wait, who)}, but {lies_there}")
    sentence = f"{waiter(wait, who)} {WORDS[finding.cause](wait, finding, found, who)}"
    is_for_the_end = (
        finding.cause in KEPT_OPEN and wait.wants != "data"
    )  # who waits for data is not helped by an end
    kept = left_open(finding.blame) if is_for_the_end else ""
    lost = of_the_dead(wait, dead, who) if finding.cause == "lock-never-released" else ""
    return start(sentence) + kept + lost + in_buffers(wait, finding, found)


def _own_write_end(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    assert wait.thing is not None
    end = end_called("write", wait.thing, "the")
    alone = "nobody else can send any: " if wait.wants == "data" else ""
    own = [each for each in finding.blame if each.pid == wait.pid]
    others = list(dict.fromkeys(who[each.pid] for each in finding.blame if each not in own))
    as_well = f", and {together(others)} as well" if others else ""
    return f"{phrase(wait, who)}, but {alone}it still holds {end} itself: {held(own)}{as_well}."


def _other_write_end(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    assert wait.thing is not None
    end = end_called("write", wait.thing, "its")
    heirs = ""
    if wait.heirs_of is not None:
        child = the(who.get(wait.heirs_of, "child"))
        heirs = f" {start(child)} has exited, but whoever it has started keeps its output open."
    return f"{phrase(wait, who)}, but {_holders(finding.blame, end, who)}.{heirs}"


def _holders(ends: tuple[End, ...], end: str, who: Roles) -> str:
    by_pid: dict[int, list[End]] = {}
    for each in ends:
        by_pid.setdefault(each.pid, []).append(each)
    return doing((who[pid], f"still holds {end}: {held(of_pid)}") for pid, of_pid in by_pid.items())


def _nobody_reads(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    assert wait.thing is not None
    said = said_of(found, who)
    readers = list(dict.fromkeys(end.pid for end in finding.blame))
    end = end_called("read", wait.thing, "the")
    if readers == [wait.pid]:
        return (
            f"{phrase(wait, who)}, which is full, but nobody else can read it: "
            f"only {the(who[wait.pid])} itself holds {end}: {held(finding.blame)}."
        )
    others = [
        (
            who[pid],
            f"holds {end} ({held(e for e in finding.blame if e.pid == pid)}) "
            f"and {said.get(pid, 'does something else')}",
        )
        for pid in readers
        if pid != wait.pid
    ]
    return f"{phrase(wait, who)}, which is full, but nobody reads it: {doing(others)}."


def _edge_missed(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    assert wait.thing is not None
    assert wait.missed is not None
    count = wait.missed.bytes
    lies = f"{count} byte{'s lie' if count > 1 else ' lies'} unread in it"
    if not count:
        lies = "a client waits there" if wait.side == "listener" else "its end has come"
    advice = {
        "EPOLLET": "EPOLLET tells of what comes, once, and not of what is there: read until BlockingIOError.",
        "EPOLLONESHOT": "EPOLLONESHOT tells once, and has to be armed again with `modify`.",
    }[wait.missed.how]
    return f"waits for news of {called(wait.thing)} ({held(finding.blame)}), but {lies}. {advice}"


def _circular_wait(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    others = list(dict.fromkeys(end.pid for end in finding.blame if end.pid != wait.pid))
    if not others:
        beside = next(w for w in found if w.thing == wait.thing and w.tid != wait.tid)
        one, other = waiter(wait, who), waiter(beside, who)
        if wait.wants == "end":
            return _each_for_the_other(wait, [e for e in finding.blame if e.fd == beside.fd], other, who)
        return (
            f"waits for data from {other}, and {other} waits for data from {one}: neither of them sends any."
        )
    if wait.wants == "end" and len(others) == 1:
        kept = [e for e in finding.blame if e.pid == others[0] and wait.thing and e in wait.thing.ends]
        return _each_for_the_other(wait, kept, the(who[others[0]]), who)
    if len(others) > 1:
        names = together([who[pid] for pid in others])
        return f"waits for data from {names}, and each of them waits for data from another."
    ring = _ring(wait.pid, others[0], found)
    links = [
        f"{'and ' if len(ring) == 1 else ''}{the(who[pid])} waits for data from {the(who[of])}"
        for pid, of in ring
    ]
    nobody = "neither of them" if len(ring) == 1 else "nobody"
    return f"waits for data from {the(who[others[0]])}, {listed(links)}: {nobody} sends any."


def _each_for_the_other(wait: Wait, kept: list[End], other: str, who: Roles) -> str:
    """One waits for an end that the other has yet to close; the other waits for an answer first."""
    assert wait.thing is not None
    return (
        f"{phrase(wait, who)}, and {other}, who still holds {end_called('write', wait.thing, 'its')} ({held(kept)}), "
        f"waits for data from {waiter(wait, who)}: each of them waits for the other.{_half_close(wait, kept)}"
    )


def _half_close(wait: Wait, kept: list[End]) -> str:
    """The call by which the holder of an end of a connection can tell the end, and still read."""
    names = [end.name for end in kept if end.name and end.name.replace(".", "").isidentifier()]
    if wait.thing is None or not wait.thing.kind.startswith(("TCP", "stream")) or not names:
        return ""
    return f" `{names[0]}.shutdown(socket.SHUT_WR)` tells the end, and leaves it open for the answer."


def _ring(first: int, second: int, found: tuple[Wait, ...]) -> list[tuple[int, int]]:
    """Pairs of a process and the one that it waits for, from the second process until one waits for the first.

    A thread or task that waits for another one of its own process does not lead on.
    """
    depends: dict[int, list[int]] = {}
    for wait in found:
        depends.setdefault(wait.pid, []).extend(pid for pid, _ in wait.depends_on if pid != wait.pid)
    links: list[tuple[int, int]] = []
    pid = second
    while pid != first and len(links) < len(depends) and depends.get(pid):
        following = first if first in depends[pid] else depends[pid][0]
        links.append((pid, following))
        pid = following
    return links


def _no_more_data(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    assert wait.thing is not None
    said = said_of(found, who)
    if is_for_anybody(wait):
        return f"{phrase(wait, who)}{others_doing(wait, said, who)}."
    end = end_called("write", wait.thing, "the")
    holders = list(dict.fromkeys(e.pid for e in finding.blame if e.pid != wait.pid))
    if not holders:
        return f"{phrase(wait, who)}, but nobody is left to send any: {_held_by_itself(wait, finding, end, who)}."
    others = [(f"{who[pid]}", f", who holds {end}, {said.get(pid, 'sends none')}") for pid in holders]
    return f"{phrase(wait, who)}, but no more comes: {doing(others)}.".replace(" , who", ", who")


def _held_by_itself(wait: Wait, finding: Finding, end: str, who: Roles) -> str:
    """The holders of the end to which a process itself would have to write: itself alone, or other waiters as well."""
    assert wait.thing is not None
    sides = {each.side for each in finding.blame}
    fellows = dict.fromkeys(e.pid for e in wait.thing.ends if e.side in sides and e.pid != wait.pid)
    itself = the(who[wait.pid])
    if not fellows:
        return f"only {itself} itself holds {end}: {held(finding.blame)}"
    others = together([who[pid] for pid in fellows])
    so = "so does" if len(fellows) == 1 else "so do"
    waits = "waits" if len(fellows) == 1 else "wait"
    return f"{itself} itself holds {end} ({held(finding.blame)}), and {so} {others}, which {waits} as well"


def _unflushed(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    said = said_of(found, who)
    end = finding.blame[0]
    itself = end.pid == wait.pid
    holder = "it" if itself else the(who[end.pid])
    meanwhile = "" if itself else f", and {holder} {said.get(end.pid, 'does something else')}"
    count = f"{end.pending} byte{'s' if end.pending > 1 else ''}"
    return (
        f"{phrase(wait, who)}, but {count} for it {'are' if end.pending > 1 else 'is'} still in the buffer of "
        f"{held([end])}: {holder} has written and not flushed{meanwhile}."
    )


def _peer_gone(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    return (
        "waits for a datagram, but the peer of its socket is closed, and recv never reports that: "
        "no message will come, and no end either."
    )


def _waiting_for_child(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    said = said_of(found, who)
    children = [(who[pid], said.get(pid, "is stopped")) for pid in wait.children]
    own = [end for end in finding.blame if end.pid == wait.pid]
    only = f", and only {the(who[wait.pid])} could send any: {held(own)}" if own else ""
    return f"{phrase(wait, who)}, but {doing(children)}{only or _kept_by_the_test(wait, found)}."


def _kept_by_the_test(wait: Wait, found: tuple[Wait, ...]) -> str:
    """The words for an end that children wait for, and that only the test could close; none if there is none."""
    things = [each.thing for each in found if each.pid in wait.children and each.thing]
    ends = [end for thing in things for end in thing.ends if end.of_test and end.name]
    return f", and only the test could close that: it keeps `{ends[0].name}`" if ends else ""


def _nobody_connects(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    others = others_doing(wait, said_of(found, who), who)
    return f"{phrase(wait, who)}, and nobody in this program is left to do so{others}."


def _nobody_accepts(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    """The sentence on a caller: the queue has one place more than `listen` was asked for."""
    own = [end for end in finding.blame if end.pid == wait.pid]
    others = others_doing(wait, said_of(found, who), who)
    only = f": only {the(who[wait.pid])} could do so, by {held(own)}" if own and not others else others
    if wait.wants != "place":
        return f"{phrase(wait, who)}, a connection that nobody has accepted{only}."
    return (
        f"{phrase(wait, who)}, which is full: those before it are connected, and nobody accepts them{only}."
    )


def _half_open(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    said = said_of(found, who)
    other = {"read": "writing", "write": "reading"}.get(wait.side or "", "the other way")
    others = [(who[pid], words) for pid, words in said.items() if pid != wait.pid]
    return f"{phrase(wait, who)}, and nobody opens it for {other}{': ' + doing(others) if others else ''}."


WORDS: dict[Cause, Callable[[Wait, Finding, tuple[Wait, ...], Roles], str]] = {
    "own-write-end": _own_write_end,
    "other-write-end": _other_write_end,
    "nobody-reads": _nobody_reads,
    "circular-wait": _circular_wait,
    "no-more-data": _no_more_data,
    "peer-gone-datagram": _peer_gone,
    "unflushed-buffer": _unflushed,
    "waiting-for-child": _waiting_for_child,
    "signal-never-comes": of_a_signal,
    "signal-blocked": of_a_blocked_one,
    "lock-never-released": of_a_lock,
    "nobody-connects": _nobody_connects,
    "nobody-accepts": _nobody_accepts,
    "fifo-half-open": _half_open,
    "edge-missed": _edge_missed,
}
