"""From who waits for whom to the one cause that the learner must mend first.

Each process that waits depends on those who could wake it. Following these edges leads to a group that
depends on nobody else (a strongly connected component without a way out): there the reason lies. In that
group the causes are asked in the order in which mending one makes the others vanish.
"""

from __future__ import annotations

from kata import source
from kata.facts import Call, End, Finding, Process, Snapshot, Thing, Thread, Wait
from kata.frames import Told
from kata.syscalls import as_int
from kata.verdict import POLLS

READS = {"read", "readv", "recvfrom", "recvmsg"}
WRITES = {"write", "writev", "sendto", "sendmsg"}
SIGNALS = {"pause", "rt_sigsuspend", "rt_sigtimedwait"}
FUTEX_PRIVATE_FLAG = 128  # futex(2): only threads of this process know the lock
READERS = ("data", "data or end", "end")

# Programs that answer only after they have read everything.
READ_ALL_FIRST = {"cat", "grep", "sort", "tac", "tail", "uniq", "wc"}

WAITS_OF_THE_MACHINE = ("room", "data", "data or end", "end")


def waits(snapshot: Snapshot, things: tuple[Thing, ...], told: dict[int, Told]) -> tuple[Wait, ...]:
    """One wait for each process that sleeps: of its threads, the one whose wait explains most."""
    found = []
    for process in snapshot.processes:
        of_process = [
            wait
            for thread in process.threads
            if thread.call is not None
            for wait in _waits(process, thread, thread.call, snapshot, things, told.get(process.pid))
        ]
        if of_process:
            found.append(min(of_process, key=lambda wait: wait.wants not in WAITS_OF_THE_MACHINE))
    return tuple(found)


def _waits(
    process: Process,
    thread: Thread,
    call: Call,
    snapshot: Snapshot,
    things: tuple[Thing, ...],
    told: Told | None,
) -> list[Wait]:
    if call.name in READS | WRITES:
        return [_on_an_end(process, thread, call.name, call.fd, call.name in WRITES, snapshot, things, told)]
    if call.name in POLLS:
        members = snapshot.polled.get(thread.tid, ())
        return [_on_an_end(process, thread, call.name, fd, False, snapshot, things, told) for fd in members]
    children = tuple(p.pid for p in snapshot.processes if p.parent == process.pid and not p.exited)
    if call.name in ("wait4", "waitid"):
        place = 1 if call.name == "waitid" else 0
        wanted = as_int(call.arguments[place])
        any_child = wanted <= 0 or (call.name == "waitid" and call.arguments[0] != 1)
        waited = children if any_child else tuple(pid for pid in children if pid == wanted)
        return [Wait(process.pid, call.name, None, None, None, "child", waited, waited)]
    others = tuple(p.pid for p in snapshot.processes if p.pid != process.pid and not p.exited)
    if call.name in SIGNALS:  # anybody could send one
        return [Wait(process.pid, call.name, None, None, None, "signal", others)]
    if call.name == "futex":
        private = call.arguments[1] & FUTEX_PRIVATE_FLAG
        return [Wait(process.pid, call.name, None, None, None, "lock", () if private else others)]
    return [Wait(process.pid, call.name, call.fd, None, None, "unknown", ())]


def _on_an_end(
    process: Process,
    thread: Thread,
    call: str,
    fd: int | None,
    writes: bool,
    snapshot: Snapshot,
    things: tuple[Thing, ...],
    told: Told | None,
) -> Wait:
    descriptor = next((d for d in process.descriptors if d.fd == fd), None)
    thing = None
    if descriptor and fd is not None:
        thing = next((t for t in things if any(e.pid == process.pid and e.fd == fd for e in t.ends)), None)
    if descriptor is None or thing is None:
        return Wait(process.pid, call, fd, None, None, "unknown", ())
    side = next(e.side for e in thing.ends if e.pid == process.pid and e.fd == fd)
    writes = writes or (call in POLLS and side == "write")
    frames = told.threads.get(thread.tid, ()) if told else ()
    if writes:
        wants = "room"
    elif process.image in READ_ALL_FIRST:
        wants = "end"
    else:
        wants = source.wants((frame.file, frame.line) for frame in frames)
    if thing.kind.startswith("datagram") and not writes:
        wants = "data"
    depends = tuple(dict.fromkeys(end.pid for end in thing.ends if _is_other(side, end.side)))
    repeated = source.is_repeated((frame.file, frame.line) for frame in frames)
    return Wait(process.pid, call, fd, thing, side, wants, depends, repeated=repeated)


def _is_other(side: str, of_end: str) -> bool:
    return of_end == "both" or of_end != side


def diagnose(found: tuple[Wait, ...], snapshot: Snapshot) -> Finding:
    """The cause among all waits, with the wait that shows it and the ends to blame."""
    if not found:
        return Finding("unknown")
    group = _root(found)
    for judge in (
        _nobody_reads,
        _own_write_end,
        _circular_wait,
        _forgotten_end,
        _other_write_end,
        _peer_gone,
        _waiting_for_child,
        _no_more_data,
    ):
        for wait in sorted(group, key=lambda w: _preference(w, snapshot)):
            finding = judge(wait, group, snapshot)
            if finding:
                return finding
    for cause, wants in (
        ("waiting-for-child", "child"),
        ("signal-never-comes", "signal"),
        ("lock-never-released", "lock"),
    ):
        for wait in group:
            if wait.wants == wants:
                return Finding(cause, wait)
    return Finding("unknown", group[0])


def _root(found: tuple[Wait, ...]) -> list[Wait]:
    """The first group of waits that depend on each other and on nobody else."""
    by_pid = {wait.pid: wait for wait in found}
    reach: dict[int, set[int]] = {}
    for pid in by_pid:
        seen: set[int] = set()
        todo = [pid]
        while todo:
            for other in by_pid[todo.pop()].depends_on:
                if other in by_pid and other not in seen:
                    seen.add(other)
                    todo.append(other)
        reach[pid] = seen
    for pid, reached in reach.items():
        if all(pid in reach[other] or other == pid for other in reached):
            return [by_pid[p] for p in by_pid if p in reached | {pid}]
    return list(found)


def _preference(wait: Wait, snapshot: Snapshot) -> tuple[bool, int]:
    """Children before their parents: a parent that waits for a child's answer is not the one to mend."""
    order = [process.pid for process in snapshot.processes]
    return wait.wants == "data", -order.index(wait.pid)


def _others(wait: Wait) -> tuple[End, ...]:
    """The ends whose closing, or whose use, would wake this wait."""
    if wait.thing is None or wait.side is None:
        return ()
    return tuple(end for end in wait.thing.ends if _is_other(wait.side, end.side))


def _senders(wait: Wait, group: list[Wait]) -> tuple[End, ...]:
    """Those of the other ends that could send: whoever waits at the same end of the same thing only listens."""
    fellows = {w.pid for w in group if w.pid != wait.pid and (w.thing, w.side) == (wait.thing, wait.side)}
    return tuple(end for end in _others(wait) if end.pid not in fellows)


def _nobody_reads(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    readers = _others(wait)
    elsewhere = tuple(end for end in readers if end.pid != wait.pid)
    return Finding("nobody-reads", wait, elsewhere or readers) if wait.wants == "room" else None


def _own_write_end(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    if wait.wants not in READERS or wait.thing is None or wait.thing.kind.startswith("datagram"):
        return None
    own = tuple(end for end in _others(wait) if end.pid == wait.pid)
    if own and (wait.wants != "data" or own == _senders(wait, group)):
        return Finding("own-write-end", wait, own)
    return None


def _circular_wait(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    """All in the group read, each from another; or two do, and one of them would go on after some data."""
    if wait.wants not in READERS or wait.wants == "end":
        return None
    others = tuple(end for end in _senders(wait, group) if end.pid != wait.pid)
    if others and len(group) > 2 and all(other.wants == "data" for other in group):
        return Finding("circular-wait", wait, others)
    senders = {end.pid for end in _senders(wait, group)}
    for other in group:
        mutual = other.pid in senders and wait.pid in other.depends_on and other.pid != wait.pid
        reads = other.wants in READERS and other.wants != "end"
        if mutual and reads and "data" in (wait.wants, other.wants):
            return Finding("circular-wait", wait, _ends_of(wait, other) + _ends_of(other, wait))
    return None


def _ends_of(wait: Wait, other: Wait) -> tuple[End, ...]:
    return tuple(end for end in _others(wait) if end.pid == other.pid)


def _forgotten_end(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    if wait.wants not in ("end", "data or end"):
        return None
    others = _others(wait)
    forgotten = bool(others) and all(_is_forgotten(end, snapshot) for end in others)
    return Finding("other-write-end", wait, others) if forgotten else None


def _other_write_end(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    others = _others(wait)
    return (
        Finding("other-write-end", wait, others) if others and wait.wants in ("end", "data or end") else None
    )


def _is_forgotten(end: End, snapshot: Snapshot) -> bool:
    """A program that was exec'ed uses its three standard descriptors and cannot know of any other."""
    holder = next(process for process in snapshot.processes if process.pid == end.pid)
    return holder.image is not None and end.fd > 2


def _peer_gone(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    if wait.wants not in READERS or wait.thing is None or not wait.thing.kind.startswith("datagram"):
        return None
    return None if _others(wait) else Finding("peer-gone-datagram", wait)


def _waiting_for_child(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    """A child waits for the first data, and only those could send any who wait for it to exit."""
    senders = tuple(end for end in _senders(wait, group) if end.pid != wait.pid)
    if wait.wants != "data" or wait.repeated or not senders:
        return None
    parents = {other.pid: other for other in group if wait.pid in other.children}
    if any(end.pid not in parents for end in senders):
        return None
    return Finding("waiting-for-child", parents[senders[0].pid], senders)


def _no_more_data(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    return (
        Finding("no-more-data", wait, _senders(wait, group) or _others(wait))
        if wait.wants in READERS
        else None
    )
