"""The words: who is called what, and the one sentence that says why nothing moves."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable

from kata import source
from kata.facts import End, Finding, Person, Process, Snapshot, Thing, Wait
from kata.frames import Told
from kata.holders import name_of
from kata.notes import Note

# System calls by the names under which Python programmers know them.
SPOKEN = {
    "accept4": "accept",
    "epoll_pwait": "epoll",
    "epoll_wait": "epoll",
    "ppoll": "poll",
    "pselect6": "select",
    "recvfrom": "recv",
    "rt_sigsuspend": "sigsuspend",
    "rt_sigtimedwait": "sigwait",
    "sendto": "send",
    "wait4": "waitpid",
}

Roles = dict[int, str]


def roles(root: int, pids: Iterable[int], notes: Iterable[Note], by_test: Callable[[str], bool]) -> Roles:
    """What each process is called: parent, child, child 2, grandchild; peer for those that a test forked.

    root: the process of the test. by_test: whether a file is a test. Those that exited are counted as well, so
    that a name means the same process as long as the test lasts.
    """
    forks = {note["pid"]: note for note in notes if note["kind"] == "fork"}
    parents = {pid: note["parent"] for pid, note in forks.items()}
    known = {root: "parent" if forks or any(pid != root for pid in pids) else "your process"}
    counts: dict[str, int] = {}
    for pid in sorted({*forks, *pids} - {root}):  # pids rise, so this is the order of the forks
        if pid in forks and by_test(forks[pid]["file"] or ""):
            kind = "peer"
        else:
            kind = {"parent": "child", "your process": "child"}.get(known.get(parents.get(pid, root), ""), "")
            kind = kind or _below(known.get(parents.get(pid, root), "child"))
        counts[kind] = counts.get(kind, 0) + 1
        known[pid] = kind if counts[kind] == 1 else f"{kind} {counts[kind]}"
    if set(known.values()) <= {"parent", "peer", *(f"peer {n}" for n in range(len(known) + 1))}:
        known[root] = "your process"
    return known


def _below(role: str) -> str:
    if role.startswith("peer"):
        return "child of the peer"
    return "grandchild" if role.startswith("child") else "great-grandchild"


def the(role: str) -> str:
    """A role inside a sentence: "the parent", but "child 2" and "your process"."""
    return role if role[-1].isdigit() or role == "your process" else f"the {role}"


def start(text: str) -> str:
    """The text with a capital letter."""
    return text[:1].upper() + text[1:]


def listed(words: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def held(ends: Iterable[End]) -> str:
    """Ends by name and number: "`writer` (fd 6) and fd 7"."""
    return listed([f"`{end.name}` (fd {end.fd})" if end.name else f"fd {end.fd}" for end in ends])


def called(thing: Thing) -> str:
    return f"{'pipe' if thing.kind == 'pipe' else 'socket pair'} {thing.letter}"


def end_called(side: str, thing: Thing, article: str) -> str:
    """ "the write end" of a pipe, "the other end" of a pair of sockets."""
    return f"{article} {side} end" if thing.kind == "pipe" else "the other end"


def phrase(wait: Wait, who: Roles) -> str:
    """What a process waits for, behind its name: "waits for the end of pipe A"."""
    if wait.wants == "child":
        children = [the(who.get(pid, f"process {pid}")) for pid in wait.children]
        return f"waits for {listed(children)} to exit" if children else "waits for a child to exit"
    if wait.thing is None:
        return {"signal": "waits for a signal", "lock": "waits for a lock"}.get(
            wait.wants, f"waits in {SPOKEN.get(wait.call, wait.call)}"
        )
    thing = called(wait.thing)
    return {
        "room": f"waits for room in {thing}",
        "end": f"waits for the end of {thing}",
        "data or end": f"waits for the end of {thing}",
    }.get(wait.wants, f"waits for data from {thing}")


def why(finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    """The sentence for a cause; for "unknown" one that invents nothing."""
    wait = finding.wait
    if wait is None or finding.cause == "unknown":
        return "The reason is not one of the known ones; what each process waits for is shown above."
    subject = the(who[wait.pid])
    return start(f"{subject} {WORDS[finding.cause](wait, finding, found, who)}")


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
    doing = {w.pid: phrase(w, who) for w in found}
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
    """Who waits for whom, from the second process until the first is waited for."""
    depends = {wait.pid: wait.depends_on for wait in found}
    links: list[tuple[int, int]] = []
    pid = second
    while pid != first and len(links) < len(depends):
        following = first if first in depends[pid] else depends[pid][0]
        links.append((pid, following))
        pid = following
    return links


def _no_more_data(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    assert wait.thing is not None
    doing = {w.pid: phrase(w, who) for w in found}
    end = end_called("write", wait.thing, "the")
    holders = list(dict.fromkeys(e.pid for e in finding.blame if e.pid != wait.pid))
    if not holders:
        return (
            f"{phrase(wait, who)}, but nobody is left to send any: "
            f"only {the(who[wait.pid])} itself holds {end}: {held(finding.blame)}."
        )
    others = [f"{the(who[pid])}, who holds {end}, {doing.get(pid, 'sends none')}" for pid in holders]
    return f"{phrase(wait, who)}, but no more comes: {listed(others)}."


def _peer_gone(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    return (
        "waits for a datagram, but the peer of its socket is closed, and a datagram socket never reports that: "
        "no message will come, and no end either."
    )


def _waiting_for_child(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    doing = {w.pid: phrase(w, who) for w in found}
    children = [f"{the(who[pid])} {doing.get(pid, 'is stopped')}" for pid in wait.children]
    own = [end for end in finding.blame if end.pid == wait.pid]
    only = f", and only {the(who[wait.pid])} could send any: {held(own)}" if own else ""
    return f"{phrase(wait, who)}, but {listed(children)}{only}."


def _signal(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    return "waits for a signal, and nobody is left to send one."


def _lock(wait: Wait, finding: Finding, found: tuple[Wait, ...], who: Roles) -> str:
    return "waits for a lock or for a thread, and nobody is left to release it."


WORDS: dict[str, Callable[[Wait, Finding, tuple[Wait, ...], Roles], str]] = {
    "own-write-end": _own_write_end,
    "other-write-end": _other_write_end,
    "nobody-reads": _nobody_reads,
    "circular-wait": _circular_wait,
    "no-more-data": _no_more_data,
    "peer-gone-datagram": _peer_gone,
    "waiting-for-child": _waiting_for_child,
    "signal-never-comes": _signal,
    "lock-never-released": _lock,
}


def people(
    snapshot: Snapshot, found: tuple[Wait, ...], who: Roles, told: dict[int, Told]
) -> tuple[Person, ...]:
    """Every process with what it does and where: the innermost watched line of the thread that waits."""
    return tuple(_person(process, found, who, told.get(process.pid)) for process in snapshot.processes)


def _person(process: Process, found: tuple[Wait, ...], who: Roles, told: Told | None) -> Person:
    role = who.get(process.pid, f"process {process.pid}")
    if process.exited:
        return Person(process.pid, role, f"has exited, {ending(process.exit_status or 0)}")
    wait = next((w for w in found if w.pid == process.pid), None)
    frame = next(iter(told.frames), None) if told else None
    if wait is not None and told is not None:
        tid = next((t.tid for t in process.threads if t.call and t.call.name == wait.call), process.pid)
        frame = next(iter(told.threads.get(tid, ())), frame)
    idle = {"T": "stopped", "S": "sleeps"}.get(process.threads[0].state, "runs")
    state = "blocked" if wait else idle
    call, name = None, None
    if wait is not None:
        call = SPOKEN.get(wait.call, wait.call)
        name = name_of(wait.fd, told) if told and wait.fd is not None else None
        if wait.wants == "child" and wait.children:
            name = listed([who.get(pid, str(pid)) for pid in wait.children])
    return Person(
        pid=process.pid,
        role=role,
        state=state,
        image=process.image,
        call=call,
        fd=wait.fd if wait else None,
        name=name,
        thing=wait.thing.letter if wait and wait.thing else None,
        file=frame.file if frame else None,
        line=frame.line if frame else None,
        source=source.line_of(frame.file, frame.line) if frame else None,
    )


def ending(status: int) -> str:
    """A wait status in words: "status 3", "killed by SIGTERM" (wait(2))."""
    number = status & 0x7F
    if number:
        try:
            return f"killed by {signal.Signals(number).name}"
        except ValueError:
            return f"killed by signal {number}"
    return f"status {status >> 8 & 0xFF}"
