"""Find for each thread of a tree what it waits for, and who could wake it."""

from __future__ import annotations

from dataclasses import replace

from kata.autopsy import locks, reading
from kata.autopsy.frames import Told
from kata.autopsy.holders import waited_on
from kata.facts import Call, Process, Snapshot, Thing, Thread, Wait
from kata.kernel.syscalls import FUTEX_PRIVATE_FLAG, POLLS, as_int

READS = {"read", "readv", "recvfrom", "recvmsg", "splice"}
WRITES = {"write", "writev", "sendto", "sendmsg", "sendfile"}
SIGNALS = {"pause", "rt_sigsuspend", "rt_sigtimedwait"}
LOCKS = {"await", "flock", "fcntl", "futex", "semop", "semtimedop", "msgrcv", "msgsnd"}
TASK_WRITES = {"drain", "sock_sendall", "sock_sendto", "sock_sendfile"}
READERS = ("data", "data or end", "end")

# Programs that answer only after they have read everything.
READ_ALL_FIRST = {"cut", "grep", "sed", "sort", "tac", "tail", "tr", "uniq", "wc"}
COPY = {"cat", "tee"}  # programs that answer at once, until their input ends

WAITS_OF_THE_MACHINE = ("room", "data", "data or end", "end")

Node = tuple[int, int]


def waits(snapshot: Snapshot, things: tuple[Thing, ...], told: dict[int, Told]) -> tuple[Wait, ...]:
    """All waits of all threads that sleep: one for most threads, one for each descriptor of a thread that polls."""
    return tuple(
        wait
        for process in snapshot.processes
        for thread in process.threads
        if thread.call is not None
        for wait in _waits(process, thread, thread.call, snapshot, things, told)
    )


def speaking(found: tuple[Wait, ...]) -> tuple[Wait, ...]:
    """The wait of each process that explains most, of a thread of the program itself if possible."""
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
    if call.name in SIGNALS:  # any process could send one
        return [replace(base, wants="signal", depends_on=_others_of(process, snapshot))]
    found = [
        _on_a_thing(base, process, thread, call, fd, side, snapshot, things, told)
        for key, side, fd in waited_on(process, thread, snapshot, told)
    ]
    if len(found) > 1:  # an event loop also polls a wake-up pair of its own, for which nobody waits
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
    """The wait for a thread, a task or a child to end, if it is one."""
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
    """Whether a wait is on a pair that a library made for itself: both ends are in one process, without names."""
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
    if (
        named and named[0].kind == "child" and named[0].key != "0"
    ):  # joined by the end of a pipe of the library's own
        pid = int(named[0].key)
        return replace(
            base, fd=None, wants="child", depends_on=((pid, 0),), children=(pid,), operation=named[1]
        )
    of_queue = named[0] if named and named[0].kind == "shared queue" else None
    wait = replace(base, fd=fd, thing=thing, side=side, repeated=reading.is_repeated(lines))
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
        wants = reading.wants(lines)
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
    """Whether the other end may be closed: only a wait on a datagram socket goes on when its peer has closed."""
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
    """Whether an end is on another side than a wait, and so could end it."""
    return of_end == "both" or of_end != side
