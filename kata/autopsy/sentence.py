"""The one sentence that says why nothing moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kata.autopsy.actors import SPOKEN, Roles, listed, start, the, waiter
from kata.autopsy.locks import HELD, UNTIL_NOTIFIED
from kata.autopsy.waits import speaking
from kata.facts import Cause, End, Finding, Thing, Wait


def held(ends: Iterable[End]) -> str:
    """Ends by name and number: "`writer` (fd 6) and fd 7"."""
    return listed([_held(end) for end in ends])


def _held(end: End) -> str:
    if end.fd is None:
        return f"`{end.name}`" if end.name else "it"
    held = f"`{end.name}` (fd {end.fd})" if end.name else f"fd {end.fd}"
    return f"in a message that nobody has received from {held}" if end.in_flight else held


def called(thing: Thing) -> str:
    """ "pipe A", "socket pair B", "terminal C"."""
    kind = thing.kind if thing.kind in PLAIN else "socket pair" if thing.kind.endswith("pair") else thing.kind
    return f"{kind} {thing.letter}"


PLAIN = ("pipe", "FIFO", "terminal", "TCP connection")
WITH_TWO_ENDS = ("pipe", "FIFO")


def end_called(side: str, thing: Thing, article: str) -> str:
    """ "the write end" of a pipe, "the other end" of a pair of sockets."""
    return f"{article} {side} end" if thing.kind in WITH_TWO_ENDS else "the other end"


def phrase(wait: Wait, who: Roles) -> str:
    """The words that follow the name of a thread: "waits for the end of pipe A"."""
    if wait.wants == "child":
        children = [the(who.get(pid, f"process {pid}")) for pid in wait.children]
        return f"waits for {listed(children)} to exit" if children else "waits for a child to exit"
    if wait.wants in ("thread", "task"):
        return f"waits for {the(_node(wait.depends_on[0], who, f'a {wait.wants}'))} to end"
    if wait.wants == "signal":
        return "waits for a signal"
    if wait.wants == "lock":
        return _for_a_lock(wait)
    if wait.thing is None:
        return f"waits in {SPOKEN.get(wait.call, wait.call)}"
    if wait.wants == "client":
        return f"waits for somebody to connect to {wait.thing.name or called(wait.thing)}"
    if wait.wants == "partner":
        purpose = {"read": "reading", "write": "writing"}.get(wait.side or "", "both")
        return f"waits to open FIFO `{wait.thing.name}` for {purpose}"
    thing = called(wait.thing)
    if wait.outside:
        return _from_outside(wait, thing)
    return {
        "room": f"waits for room in {thing}",
        "end": f"waits for the end of {thing}",
        "data or end": f"waits for the end of {thing}",
    }.get(wait.wants, f"waits for data from {thing}")


def _from_outside(wait: Wait, thing: str) -> str:
    if wait.thing is not None and wait.thing.kind == "terminal":
        return "waits for a person at the terminal"
    if wait.thing is not None and wait.thing.kind == "UDP socket":
        return f"waits for a datagram at {wait.thing.name}, and nobody in this program sends one"
    what = "room in" if wait.wants == "room" else "data from"
    return f"waits for {what} {thing}, whose other end is outside of this program"


# The meaning of waiting in a method; the kind and name of the thing follow.
MEANS = {
    "get": "an item from",
    "put": "room in",
    "join": "all work to be done in",
    "result": "the result of",
    "exception": "the result of",
}


def _for_a_lock(wait: Wait) -> str:
    if wait.call == "await" and wait.thing is None:
        return f"waits for future `{wait.name}`" if wait.name else "waits for a future"
    kind = wait.thing.kind if wait.thing else "queue" if wait.operation == "get" else "lock"
    kind = kind.removeprefix("task ").removeprefix("shared ").replace("rlock", "lock")
    if kind == "file lock":
        return f"waits for the lock of file `{wait.thing.name}`" if wait.thing else "waits for a file lock"
    name = wait.name or (wait.thing.name if wait.thing else None)
    means = "" if kind == "result" else MEANS.get(wait.operation or "", "")
    if wait.thing and wait.thing.key[1] in HELD:
        kind = f"{kind} {wait.thing.letter}"
    elif not name:
        kind = f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
    return " ".join(filter(None, ["waits for", means, kind, f"`{name}`" if name else ""]))


def _node(node: tuple[int, int], who: Roles, otherwise: str = "somebody") -> str:
    return who.get(node) or who.get(node[0]) or otherwise


def why(finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    """The sentence for a cause; for "unknown", one that invents no reason."""
    wait = finding.wait
    if wait is not None and wait.outside:
        return start(f"{waiter(wait, who)} {phrase(wait, who)}.")
    if wait is None or finding.cause == "unknown":
        return "The reason is none of the known ones; see above what each process waits for."
    return start(f"{waiter(wait, who)} {WORDS[finding.cause](wait, finding, found, who)}")


def _own_write_end(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    assert wait.thing is not None
    end = end_called("write", wait.thing, "the")
    alone = "nobody else can send any: " if wait.wants == "data" else ""
    return f"{phrase(wait, who)}, but {alone}it still holds {end} itself: {held(finding.blame)}."


def _other_write_end(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    assert wait.thing is not None
    end = end_called("write", wait.thing, "its")
    return f"{phrase(wait, who)}, but {_holders(finding.blame, end, who)}."


def _holders(ends: tuple[End, ...], end: str, who: Roles) -> str:
    by_pid: dict[int, list[End]] = {}
    for each in ends:
        by_pid.setdefault(each.pid, []).append(each)
    return listed([f"{the(who[pid])} still holds {end}: {held(of_pid)}" for pid, of_pid in by_pid.items()])


def _nobody_reads(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    assert wait.thing is not None
    doing = {w.pid: phrase(w, who) for w in speaking(found)}
    readers = list(dict.fromkeys(end.pid for end in finding.blame))
    end = end_called("read", wait.thing, "the")
    if readers == [wait.pid]:
        return (
            f"{phrase(wait, who)}, which is full, but nobody else can read it: "
            f"only {the(who[wait.pid])} itself holds {end}: {held(finding.blame)}."
        )
    others = [
        f"{the(who[pid])} holds {end} ({held(e for e in finding.blame if e.pid == pid)}) "
        f"and {doing.get(pid, 'does something else')}"
        for pid in readers
        if pid != wait.pid
    ]
    return f"{phrase(wait, who)}, which is full, but nobody reads it: {listed(others)}."


def _circular_wait(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    others = list(dict.fromkeys(end.pid for end in finding.blame if end.pid != wait.pid))
    if not others:
        beside = next(w for w in found if w.thing == wait.thing and w.tid != wait.tid)
        one, other = waiter(wait, who), waiter(beside, who)
        return f"waits for data from {other}, and {other} waits for data from {one}: neither of them speaks first."
    if len(others) > 1:
        names = listed([the(who[pid]) for pid in others])
        return f"waits for data from {names}, and each of them waits for data from another."
    ring = _ring(wait.pid, others[0], found)
    links = [
        f"{'and ' if len(ring) == 1 else ''}{the(who[pid])} waits for data from {the(who[of])}"
        for pid, of in ring
    ]
    nobody = "neither of them" if len(ring) == 1 else "nobody"
    return f"waits for data from {the(who[others[0]])}, {listed(links)}: {nobody} speaks first."


def _ring(first: int, second: int, found: tuple[Wait, ...]) -> list[tuple[int, int]]:
    """Pairs of a process and the one that it waits for, from the second process until one waits for the first."""
    depends = {wait.pid: [pid for pid, _ in wait.depends_on] for wait in found}
    links: list[tuple[int, int]] = []
    pid = second
    while pid != first and len(links) < len(depends) and depends.get(pid):
        following = first if first in depends[pid] else depends[pid][0]
        links.append((pid, following))
        pid = following
    return links


def _no_more_data(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    assert wait.thing is not None
    doing = {w.pid: phrase(w, who) for w in speaking(found)}
    end = end_called("write", wait.thing, "the")
    holders = list(dict.fromkeys(e.pid for e in finding.blame if e.pid != wait.pid))
    if not holders:
        return (
            f"{phrase(wait, who)}, but nobody is left to send any: "
            f"only {the(who[wait.pid])} itself holds {end}: {held(finding.blame)}."
        )
    others = [f"{the(who[pid])}, who holds {end}, {doing.get(pid, 'sends none')}" for pid in holders]
    return f"{phrase(wait, who)}, but no more comes: {listed(others)}."


def _unflushed(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    doing = {w.pid: phrase(w, who) for w in speaking(found)}
    end = finding.blame[0]
    itself = end.pid == wait.pid
    holder = "it" if itself else the(who[end.pid])
    meanwhile = "" if itself else f", and {holder} {doing.get(end.pid, 'does something else')}"
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
    doing = {w.pid: phrase(w, who) for w in speaking(found)}
    children = [f"{the(who[pid])} {doing.get(pid, 'is stopped')}" for pid in wait.children]
    own = [end for end in finding.blame if end.pid == wait.pid]
    only = f", and only {the(who[wait.pid])} could send any: {held(own)}" if own else ""
    return f"{phrase(wait, who)}, but {listed(children)}{only}."


def _signal(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    return "waits for a signal, and nobody is left to send one."


def _lock(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    doing = {(w.pid, w.tid): phrase(w, who) for w in found}
    by_process = {w.pid: phrase(w, who) for w in speaking(found)}
    if wait.wants in ("thread", "task"):
        other = wait.depends_on[0]
        return f"{phrase(wait, who)}, which {doing.get(other, 'does not end')}."
    of_this = wait.thing.ends if wait.thing else ()
    own = [end for end in of_this if end.side == "holder" and end.tid == wait.tid]
    if own:
        since = _since(own[0])
        return f"{phrase(wait, who)}, but it holds that itself{since}, and waits for its own release."
    holding = [end for end in finding.blame if end.side == "holder" and end in of_this]
    if holding:
        holders = [
            f"{the(_node((end.pid, end.tid or 0), who))} holds it{_since(end)} and "
            f"{doing.get((end.pid, end.tid or 0)) or by_process.get(end.pid, 'does something else')}"
            for end in holding
        ]
        return f"{phrase(wait, who)}, but {listed(holders)}."
    kind = wait.thing.key[1] if wait.thing and wait.thing.key[0] == "lock" else None
    others = listed_others(wait, by_process, who)
    if "semaphore" in str(kind):
        return f"{phrase(wait, who)}, whose count is 0, and nobody is left to release it{others}."
    if kind in HELD and wait.operation not in UNTIL_NOTIFIED:
        return (
            f"{phrase(wait, who)}, which is taken, but nobody who is left holds it: whoever took it has gone."
        )
    return f"{phrase(wait, who)}, and nobody is left to bring that about{others}."


def _since(end: End) -> str:
    return f" since line {end.made.rpartition(':')[2]}" if end.made else ""


def listed_others(wait: Wait, doing: dict[int, str], who: Roles) -> str:
    """The words for the other processes meanwhile, after a colon; none if there are no others."""
    others = [
        f"{the(who[pid])} {doing[pid]}"
        for pid in dict.fromkeys(p for p, _ in wait.depends_on)
        if pid in doing and pid != wait.pid
    ]
    return f": {listed(others)}" if others else ""


def _nobody_connects(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    doing = {w.pid: phrase(w, who) for w in speaking(found)}
    return (
        f"{phrase(wait, who)}, and nobody in this program is left to do so{listed_others(wait, doing, who)}."
    )


def _half_open(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    doing = {w.pid: phrase(w, who) for w in speaking(found)}
    other = {"read": "writing", "write": "reading"}.get(wait.side or "", "the other way")
    others = [f"{the(who[pid])} {words}" for pid, words in doing.items() if pid != wait.pid]
    return f"{phrase(wait, who)}, and nobody opens it for {other}{': ' + listed(others) if others else ''}."


WORDS: dict[Cause, Callable[[Wait, Finding, tuple[Wait, ...], Roles], str]] = {
    "own-write-end": _own_write_end,
    "other-write-end": _other_write_end,
    "nobody-reads": _nobody_reads,
    "circular-wait": _circular_wait,
    "no-more-data": _no_more_data,
    "peer-gone-datagram": _peer_gone,
    "unflushed-buffer": _unflushed,
    "waiting-for-child": _waiting_for_child,
    "signal-never-comes": _signal,
    "lock-never-released": _lock,
    "nobody-connects": _nobody_connects,
    "fifo-half-open": _half_open,
}
