"""From who waits for whom to the one cause that the learner must mend first.

Each process that waits depends on those who could wake it. Following these edges leads to a group that
depends on nobody else (a strongly connected component without a way out): there the reason lies. In that
group the causes are asked in the order in which mending one makes the others vanish.
"""

from __future__ import annotations

from dataclasses import replace

from kata import locks, source
from kata.facts import Call, End, Finding, Process, Snapshot, Thing, Thread, Wait
from kata.frames import Told
from kata.holders import waited_on
from kata.syscalls import FUTEX_PRIVATE_FLAG, as_int
from kata.verdict import POLLS

READS = {"read", "readv", "recvfrom", "recvmsg", "splice"}
WRITES = {"write", "writev", "sendto", "sendmsg", "sendfile"}
SIGNALS = {"pause", "rt_sigsuspend", "rt_sigtimedwait"}
LOCKS = {"await", "flock", "fcntl", "futex", "semop", "semtimedop", "msgrcv", "msgsnd"}
TASK_WRITES = {"drain", "sock_sendall", "sock_sendto", "sock_sendfile"}
READERS = ("data", "data or end", "end")

# Programs that answer only after they have read everything.
READ_ALL_FIRST = {"cut", "grep", "sed", "sort", "tac", "tail", "tr", "uniq", "wc"}
COPY = {"cat", "tee"}  # and those that answer at once, until their input ends

WAITS_OF_THE_MACHINE = ("room", "data", "data or end", "end")

Node = tuple[int, int]


def waits(snapshot: Snapshot, things: tuple[Thing, ...], told: dict[int, Told]) -> tuple[Wait, ...]:
    """Every wait of every thread that sleeps: one for most, one for each descriptor of those that poll."""
    return tuple(
        wait
        for process in snapshot.processes
        for thread in process.threads
        if thread.call is not None
        for wait in _waits(process, thread, thread.call, snapshot, things, told)
    )


def speaking(found: tuple[Wait, ...]) -> tuple[Wait, ...]:
    """One wait for each process: that of a thread of the program's own, and the one that explains most."""
    by_pid: dict[int, list[Wait]] = {}
    for wait in found:
        by_pid.setdefault(wait.pid, []).append(wait)
    return tuple(
        min(of_pid, key=lambda w: (w.library and w.wants != "room", w.wants not in WAITS_OF_THE_MACHINE))
        for of_pid in by_pid.values()
    )


def _waits(
    process: Process,
    thread: Thread,
    call: Call,
    snapshot: Snapshot,
    things: tuple[Thing, ...],
    told: dict[int, Told],
) -> list[Wait]:
    of_process = told.get(process.pid)
    library = of_process is not None and thread.tid in of_process.library
    base = Wait(process.pid, thread.tid, call.name, call.fd, None, None, "unknown", (), library=library)
    if call.name in ("wait4", "waitid"):
        return [_for_a_child(base, process, call, snapshot)]
    if call.name in SIGNALS:  # anybody could send one
        return [replace(base, wants="signal", depends_on=_others_of(process, snapshot))]
    found = [
        _on_a_thing(base, process, thread, call, fd, side, snapshot, things, told)
        for key, side, fd in waited_on(process, thread, snapshot, told)
    ]
    if len(found) > 1:  # a loop's own wake-up call says nothing about what it waits for
        found = [wait for wait in found if not _is_wakeup(wait)] or found
    if not found and call.name in LOCKS:
        inner = _for_an_end(base, process, thread, snapshot, told)
        if inner is not None:
            return [inner]
        private = call.name == "await" or (call.name == "futex" and call.arguments[1] & FUTEX_PRIVATE_FLAG)
        others = _threads_beside(process, thread) if private else _others_of(process, snapshot)
        return [replace(base, wants="lock", depends_on=others)]
    return found or [base]


def _others_of(process: Process, snapshot: Snapshot) -> tuple[Node, ...]:
    return tuple((p.pid, 0) for p in snapshot.processes if p.pid != process.pid and not p.exited)


def _threads_beside(process: Process, thread: Thread) -> tuple[Node, ...]:
    return tuple((process.pid, each.tid) for each in process.threads if each.tid != thread.tid and each.call)


def _for_an_end(
    base: Wait, process: Process, thread: Thread, snapshot: Snapshot, told: dict[int, Told]
) -> Wait | None:
    """A wait for a thread, a task or a child that is to end."""
    found = locks.operation(process.pid, thread.tid, told)
    task = told[process.pid].tasks.get(thread.tid) if process.pid in told else None
    if task is not None and task.awaits:
        nodes = tuple((process.pid, tid) for tid in task.awaits)
        return replace(
            base, wants="task", depends_on=nodes, operation="await", name=found[0].text if found else None
        )
    if found is None:
        return None
    named, how = found
    wait = replace(base, operation=how, name=named.text or None)
    if named.kind == "thread":
        return replace(wait, wants="thread", depends_on=((process.pid, int(named.key)),))
    if named.kind == "child":
        return replace(wait, wants="child", depends_on=((int(named.key), 0),), children=(int(named.key),))
    return None


def _is_wakeup(wait: Wait) -> bool:
    """Both ends of a pair are in one process, in which a library made them for itself."""
    return (
        wait.thing is not None
        and {end.pid for end in wait.thing.ends} == {wait.pid}
        and len(wait.thing.ends) == 2
        and not any(end.name for end in wait.thing.ends)
    )


def _for_a_child(base: Wait, process: Process, call: Call, snapshot: Snapshot) -> Wait:
    children = tuple(p.pid for p in snapshot.processes if p.parent == process.pid and not p.exited)
    wanted = as_int(call.arguments[1 if call.name == "waitid" else 0])
    any_child = wanted <= 0 or (call.name == "waitid" and call.arguments[0] != 1)
    waited = children if any_child else tuple(pid for pid in children if pid == wanted)
    return replace(
        base, fd=None, wants="child", depends_on=tuple((pid, 0) for pid in waited), children=waited
    )


def _on_a_thing(
    base: Wait,
    process: Process,
    thread: Thread,
    call: Call,
    fd: int | None,
    side: str,
    snapshot: Snapshot,
    things: tuple[Thing, ...],
    told: dict[int, Told],
) -> Wait:
    of_process = told.get(process.pid)
    frames = of_process.threads.get(thread.tid, ()) if of_process else ()
    lines = [(frame.file, frame.line) for frame in frames]
    thing = _thing_of(process, thread, fd, side, things, told)
    if thing is None:
        return replace(base, fd=fd)
    named = locks.operation(process.pid, thread.tid, told)
    of_queue = named[0] if named and named[0].kind == "shared queue" else None
    wait = replace(base, fd=fd, thing=thing, side=side, repeated=source.is_repeated(lines))
    others = tuple(end for end in thing.ends if is_other(side, end.side))
    nodes = tuple(dict.fromkeys((end.pid, end.tid or 0) for end in others))
    if side == "waiter":
        return _for_a_lock(wait, nodes, process, thread, snapshot, told)
    if side == "listener":
        return replace(wait, wants="client", depends_on=_others_of(process, snapshot))
    if call.name in ("open", "openat"):
        return replace(wait, wants="partner", depends_on=nodes)
    operation = of_process.calls[thread.tid].function if of_process and thread.tid in of_process.calls else ""
    writes = call.name in WRITES or (call.name in POLLS and side == "write")
    writes = writes or (call.name == "await" and operation in TASK_WRITES)
    if of_queue and not writes:
        if {end.pid for end in others} <= {process.pid}:  # nobody else is left to put anything in
            nobody = _others_of(process, snapshot)
            return replace(
                base, fd=fd, wants="lock", operation="get", name=of_queue.text or None, depends_on=nobody
            )
        wants = "data"
    elif writes:
        wants = "room"
    elif thing.kind.startswith("datagram") or thing.kind.startswith("UDP"):
        wants = "data"
    elif process.image in READ_ALL_FIRST:
        wants = "end"
    elif process.image in COPY:
        wants = "data or end"
    else:
        wants = source.wants(lines)
    return replace(wait, wants=wants, depends_on=nodes, outside=not others and not _is_closed(thing))


def _thing_of(
    process: Process,
    thread: Thread,
    fd: int | None,
    side: str,
    things: tuple[Thing, ...],
    told: dict[int, Told],
) -> Thing | None:
    if fd is None and side == "waiter":
        key = locks.waited(process.pid, thread.tid, told)
        return next((t for t in things if key and t.key == key), None)
    opening = thread.tid if fd is None else None
    return next(
        (t for t in things if any((e.pid, e.fd, e.tid) == (process.pid, fd, opening) for e in t.ends)), None
    )


def _is_closed(thing: Thing) -> bool:
    """A datagram socket whose peer has closed; the other end of all else is somewhere as long as it is waited for."""
    return thing.kind.startswith("datagram")


def _for_a_lock(
    wait: Wait,
    holders: tuple[Node, ...],
    process: Process,
    thread: Thread,
    snapshot: Snapshot,
    told: dict[int, Told],
) -> Wait:
    found = locks.operation(process.pid, thread.tid, told)
    if found is None:  # of a file: fcntl, flock
        return replace(wait, wants="lock", depends_on=holders)
    named, how = found
    wait = replace(wait, wants="lock", operation=how, name=named.text or None)
    if named.kind in locks.HELD and how not in locks.UNTIL_NOTIFIED:
        return replace(wait, depends_on=holders)
    beside = _threads_beside(process, thread)
    others = _others_of(process, snapshot) if named.kind.startswith("shared") else ()
    return replace(wait, depends_on=beside + others)


def is_other(side: str, of_end: str) -> bool:
    """Whether someone on this side is woken by what happens at that end."""
    return of_end == "both" or of_end != side


def diagnose(found: tuple[Wait, ...], snapshot: Snapshot) -> Finding:
    """The cause among all waits, with the wait that shows it and the ends to blame."""
    if not found:
        return Finding("unknown")
    group = _of_the_program(_root(found))
    for judge in (
        _nobody_reads,
        _unflushed,
        _own_write_end,
        _circular_wait,
        _forgotten_end,
        _idle_write_end,
        _other_write_end,
        _peer_gone,
        _waiting_for_child,
        _no_more_data,
    ):
        for wait in sorted(group, key=lambda w: _preference(w, snapshot)):
            finding = judge(wait, group, snapshot)
            if finding:
                return finding
    for wants, cause in CAUSES:
        for wait in group:
            if wait.wants == wants and not wait.outside:
                return Finding(cause, wait, _held_up(wait, group) or _others(wait) or _itself(wait))
    return Finding("unknown", group[0])


CAUSES = (
    ("lock", "lock-never-released"),
    ("child", "waiting-for-child"),
    ("signal", "signal-never-comes"),
    ("client", "nobody-connects"),
    ("partner", "fifo-half-open"),
    ("thread", "lock-never-released"),
    ("task", "lock-never-released"),
)
"""What is left when no end of a pipe or socket is to blame, in the order in which mending it helps."""


def _held_up(wait: Wait, group: list[Wait]) -> tuple[End, ...]:
    """Where each waits for a lock that another one holds, all of them are to blame: the wait's own first."""
    locks_of = [w for w in group if w.wants == "lock" and _others(w)]
    if wait not in locks_of:
        return ()
    ends = [end for each in (wait, *locks_of) for end in _others(each) if end.side == "holder"]
    return tuple(dict.fromkeys(ends))


def _itself(wait: Wait) -> tuple[End, ...]:
    """Where nobody holds what is waited for, it has at least a name."""
    return (End(wait.pid, None, "waiter", wait.name, None, wait.tid),) if wait.name else ()


def _of_the_program(group: list[Wait]) -> list[Wait]:
    """Without the threads in which a library only waits for work, where there are others."""
    return [wait for wait in group if not _is_idle(wait)] or group


def _root(found: tuple[Wait, ...]) -> list[Wait]:
    """The first group of waits that depend on each other and on nobody else."""
    edges = [[i for i, other in enumerate(found) if _depends(wait, other)] for wait in found]
    reach: list[set[int]] = []
    for start in range(len(found)):
        seen: set[int] = set()
        todo = [start]
        while todo:
            for other in edges[todo.pop()]:
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        reach.append(seen)
    groups = [
        [found[j] for j in range(len(found)) if j in reached | {i}]
        for i, reached in enumerate(reach)
        if all(i in reach[other] or other == i for other in reached)
    ]
    working = [group for group in groups if not all(map(_is_idle, group))]
    return next(iter(working + groups), list(found))


def _is_idle(wait: Wait) -> bool:
    """A thread in which a library waits for work."""
    return wait.library and wait.wants != "room"


def _depends(wait: Wait, other: Wait) -> bool:
    return (
        any(pid == other.pid and tid in (0, other.tid) for pid, tid in wait.depends_on)
        and wait.tid != other.tid
    )


def _preference(wait: Wait, snapshot: Snapshot) -> tuple[bool, bool, int]:
    """Children before their parents: a parent that waits for a child's answer is not the one to mend."""
    order = [process.pid for process in snapshot.processes]
    return wait.library, wait.wants == "data", -order.index(wait.pid)


def _others(wait: Wait) -> tuple[End, ...]:
    """The ends whose closing, or whose use, would wake this wait."""
    if wait.thing is None or wait.side is None:
        return ()
    return tuple(end for end in wait.thing.ends if is_other(wait.side, end.side))


def _senders(wait: Wait, group: list[Wait]) -> tuple[End, ...]:
    """Those of the other ends that could send: whoever waits at the same end of the same thing only listens."""
    fellows = {w.pid for w in group if w.pid != wait.pid and (w.thing, w.side) == (wait.thing, wait.side)}
    return tuple(end for end in _others(wait) if end.pid not in fellows)


def _nobody_reads(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    readers = _others(wait)
    elsewhere = tuple(end for end in readers if end.pid != wait.pid)
    reached = wait.wants == "room" and not wait.outside
    return Finding("nobody-reads", wait, elsewhere or readers) if reached else None


def _unflushed(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    """What is waited for sits in a buffer, and flushing it would do: whoever wrote it does not wait for an end."""
    ends = tuple(end for end in _others(wait) if end.pending)
    if wait.wants not in ("data", "data or end") or not ends:
        return None
    writers = [other for other in group if other.pid in {end.pid for end in ends}]
    talk = any(other.wants in ("data", "data or end") for other in writers)
    return Finding("unflushed-buffer", wait, ends) if wait.wants == "data" or talk else None


def _own_write_end(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    if wait.wants not in READERS or wait.thing is None or wait.thing.kind.startswith(("datagram", "UDP")):
        return None
    beside = next((other for other in group if _is_across(other, wait)), None)
    if beside is not None and "data" in (wait.wants, beside.wants):
        return Finding("circular-wait", wait, _others(wait) + _others(beside))
    own = tuple(end for end in _others(wait) if end.pid == wait.pid)
    if own and (wait.wants != "data" or own == _senders(wait, group)):
        return Finding("own-write-end", wait, own)
    return None


def _is_across(other: Wait, wait: Wait) -> bool:
    """Whether another thread or task of the same process waits for data at the other end."""
    same = (other.pid, other.thing) == (wait.pid, wait.thing) and other.tid != wait.tid
    return same and other.side != wait.side and other.wants in READERS


def _circular_wait(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    """All in the group read, each from another; or two do, and one of them would go on after some data."""
    if wait.wants not in READERS or wait.wants == "end":
        return None
    others = tuple(end for end in _senders(wait, group) if end.pid != wait.pid)
    if others and len(group) > 2 and all(other.wants == "data" for other in group):
        return Finding("circular-wait", wait, others)
    senders = {end.pid for end in _senders(wait, group)}
    for other in group:
        mutual = other.pid in senders and _depends(other, wait) and other.pid != wait.pid
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


def _idle_write_end(wait: Wait, group: list[Wait], snapshot: Snapshot) -> Finding | None:
    """A holder that has a use for its end, as a filter for its standard output, is not the first to mend."""
    found = _other_write_end(wait, group, snapshot)
    return None if found and all(_is_standard(end, snapshot) for end in found.blame) else found


def _is_standard(end: End, snapshot: Snapshot) -> bool:
    holder = next(process for process in snapshot.processes if process.pid == end.pid)
    return holder.image is not None and end.fd in (0, 1, 2)


def _is_forgotten(end: End, snapshot: Snapshot) -> bool:
    """A program that was exec'ed uses its three standard descriptors and cannot know of any other."""
    holder = next(process for process in snapshot.processes if process.pid == end.pid)
    return holder.image is not None and end.fd is not None and end.fd > 2


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
    if wait.wants not in READERS or wait.outside:
        return None
    return Finding("no-more-data", wait, _senders(wait, group) or _others(wait))
