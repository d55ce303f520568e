"""Parts of sentences: names of ends and things, what a thread waits for, where the data is that it waits for."""

from __future__ import annotations

from collections.abc import Iterable

from kata.autopsy.actors import Roles, listed, start, the
from kata.autopsy.alike import doing, together
from kata.autopsy.call_names import spoken
from kata.autopsy.facts import Cause, End, Finding, Thing, Wait
from kata.autopsy.locks import HELD
from kata.autopsy.waits import speaking


def held(ends: Iterable[End]) -> str:
    """Ends by name and number: "`writer` (fd 6) and fd 7"."""
    return listed([_held(end) for end in ends])


def _held(end: End) -> str:
    if end.fd is None:
        return f"`{end.name}`" if end.name else "it"
    held = f"`{end.name}` (fd {end.fd})" if end.name else f"fd {end.fd}"
    return f"in a message that nobody has received from {held}" if end.in_flight else held


def called(thing: Thing) -> str:
    """ "pipe A", "socket pair B", "terminal C"; "a pipe" that is not shown."""
    kind = thing.kind if thing.kind in PLAIN else "socket pair" if thing.kind.endswith("pair") else thing.kind
    return f"{kind} {thing.letter}" if thing.letter else f"a {kind}"


PLAIN = ("pipe", "FIFO", "terminal", "TCP connection")
WITH_TWO_ENDS = ("pipe", "FIFO")


def end_called(side: str, thing: Thing, article: str) -> str:
    """ "the write end" of a pipe, "the other end" of a pair of sockets."""
    return f"{article} {side} end" if thing.kind in WITH_TWO_ENDS else "the other end"


def phrase(wait: Wait, who: Roles) -> str:
    """The words that follow the name of a thread: "waits for the end of pipe A"."""
    if wait.wants == "child":
        children = [who.get(pid, f"process {pid}") for pid in wait.children]
        return f"waits for {together(children)} to exit" if children else "waits for a child to exit"
    if wait.wants in ("thread", "task"):
        return f"waits for {the(node_of(wait.depends_on[0], who, f'a {wait.wants}'))} to end"
    if wait.wants == "signal":
        return "waits for a signal"
    if wait.wants == "lock":
        return _for_a_lock(wait)
    if wait.thing is None:
        return f"waits in {spoken(wait.call)}"
    if wait.wants == "client":
        return f"waits for somebody to connect to {_address(wait.thing)}"
    if wait.wants == "place":
        return f"waits for a place in the queue of {_address(wait.thing)}"
    if wait.wants == "partner":
        purpose = {"read": "reading", "write": "writing"}.get(wait.side or "", "both")
        return f"waits to open FIFO `{wait.thing.name}` for {purpose}"
    thing = called(wait.thing)
    if wait.call == "connect":
        return f"waits for {thing} to be established"
    if wait.outside:
        return _from_outside(wait, thing)
    return {
        "room": f"waits for room in {thing}",
        "end": f"waits for the end of {thing}",
        "data or end": f"waits for the end of {thing}",
    }.get(wait.wants, f"waits for data from {thing}")


def _address(thing: Thing) -> str:
    """The address of a socket that listens: 127.0.0.1:80, @name, and a path between quotes, as it may be one word."""
    if thing.name is None or "Unix" not in thing.kind or thing.name.startswith("@"):
        return thing.name or called(thing)
    return f"`{thing.name}`"


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
    "receive": "an item from",
    "send": "room in",
    "join": "all work to be done in",
    "result": "the result of",
    "exception": "the result of",
    "shutdown": "the end of",
    "map": "the results of",
    "starmap": "the results of",
    "apply": "the result of",
}


OF_SYSTEM_V = {
    "semop": "System V semaphores",
    "semtimedop": "System V semaphores",
    "msgrcv": "a message in System V queue",
    "msgsnd": "room in System V queue",
}


def _for_a_lock(wait: Wait) -> str:
    if wait.call in OF_SYSTEM_V:
        return f"waits for {OF_SYSTEM_V[wait.call]} {wait.name}"
    if wait.call == "await" and wait.thing is None:
        return f"waits for future `{wait.name}`" if wait.name else "waits for a future"
    kind = wait.thing.kind if wait.thing else "queue" if wait.operation == "get" else "lock"
    kind = (
        kind.removeprefix("task ").removeprefix("shared ").removeprefix("managed ").replace("rlock", "lock")
    )
    if kind == "import":
        return f"waits for the import of `{wait.name}`"
    if kind == "file lock":
        return f"waits for the lock of file `{wait.thing.name}`" if wait.thing else "waits for a file lock"
    name = wait.name or (wait.thing.name if wait.thing else None)
    means = "" if kind == "result" else MEANS.get(wait.operation or "", "")
    if wait.thing and wait.thing.key[1] in HELD:
        kind = f"{kind} {wait.thing.letter}"
    elif not name:
        kind = f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
    return " ".join(filter(None, ["waits for", means, kind, f"`{name}`" if name else ""]))


def node_of(node: tuple[int, int], who: Roles, otherwise: str = "somebody") -> str:
    return who.get(node) or who.get(node[0]) or otherwise


def unread(wait: Wait) -> str:
    """The bytes that have come already and sit in a buffer of the process that waits for them; empty for none."""
    ends = wait.thing.ends if wait.thing else ()
    for end in ends:
        if end.unread and (end.pid, end.fd) == (wait.pid, wait.fd):
            name, count = end.unread
            return (
                f"{_bytes_are(count)} there already, in the buffer of `{name}`: a file"
                " object reads more at once than it is asked for, and only who reads from it gets that."
            )
    return ""


def _bytes_are(count: int) -> str:
    return f"{count} {'bytes are' if count > 1 else 'byte is'}"


FOR_DATA: tuple[Cause, ...] = ("circular-wait", "no-more-data", "waiting-for-child", "peer-gone-datagram")
"""The causes of a wait for bytes, of which some may have come."""


def in_buffers(wait: Wait, finding: Finding, found: tuple[Wait, ...]) -> str:
    """Sentences on bytes that are on their way: in the buffer of a reader, or in that of a writer.

    found: all waits. The cause is another: the words for an unflushed buffer speak of it themselves.
    """
    words = ""
    blamed = {wait.pid, *(end.pid for end in finding.blame)}
    if finding.cause in FOR_DATA or wait.wants == "data":
        readers = [each.gathers for each in (wait, *found) if each.gathers and each.pid in blamed]
        for name, part in readers[:1]:
            words += f" `{name}` waits until it has {part}: what has come so far lies in its buffer."
    if finding.cause == "unflushed-buffer":
        return words
    for end in dict.fromkeys([*finding.blame, *(wait.thing.ends if wait.thing else ())]):
        if end.pending and (end.pid, end.fd) != (wait.pid, wait.fd):
            words += (
                f" {_bytes_are(end.pending)} still in the buffer of {held([end])}, written and not flushed."
            )
    return words


def past_end(who: str, function: str, line: int, how: str, end: End) -> str:
    """The sentence on a process that reads on behind the end of a stream."""
    returns = 'b""' if how.rpartition(".")[2].startswith("recv") or how == "os.read" else "nothing"
    return start(
        f"{who} is in the loop of `{function}` (line {line}) in which `{how}` returns {returns} again and again:"
        f" {_held(end)} is at its end, and nothing more will come. The loop does not leave off there."
    )


KEPT_OPEN: tuple[Cause, ...] = ("own-write-end", "other-write-end", "no-more-data")


def left_open(ends: Iterable[End]) -> str:
    """A sentence on the ends that a function got, and left open when it came back; empty if there are none."""
    given = [f"`{end.given[0]}` got {_held(end)} as `{end.given[1]}`" for end in ends if end.given]
    return f" {listed(given)}, and came back without closing it." if given else ""


def said_of(found: tuple[Wait, ...], who: Roles) -> dict[int, str]:
    """The words for what each process does, by its pid."""
    return {wait.pid: phrase(wait, who) for wait in speaking(found)}


def others_doing(wait: Wait, said: dict[int, str], who: Roles) -> str:
    """The words for the other processes meanwhile, after a colon; none if there are no others."""
    others = [
        (who[pid], said[pid])
        for pid in dict.fromkeys(p for p, _ in wait.depends_on)
        if pid in said and pid != wait.pid
    ]
    return f": {doing(others)}" if others else ""
