"""Find for each thread of a tree what it waits for, and who could wake it."""

from __future__ import annotations

import signal
from dataclasses import dataclass, replace

from kata.autopsy import locks, reading
from kata.autopsy.facts import End, Named, Node, Side, Thing, Wait, Wants
from kata.autopsy.filters import COPY, READ_ALL_FIRST
from kata.autopsy.frames import Told
from kata.autopsy.holders import waited_on
from kata.autopsy.loops import on_its_loop, without_plumbing
from kata.autopsy.names import file_name
from kata.facts import Call, Once, Process, Snapshot, Thread
from kata.kernel.syscalls import FUTEX_PRIVATE_FLAG, POLLS, as_int

WRITES = {"write", "writev", "sendto", "sendmsg", "sendfile"}
SIGNALS = {"pause", "rt_sigsuspend", "rt_sigtimedwait"}
LOCKS = {"await", "flock", "fcntl", "futex", "semop", "semtimedop", "msgrcv", "msgsnd"}
SYSTEM_V = {
    "semop",
    "semtimedop",
    "msgrcv",
    "msgsnd",
}  # svipc(7): their first argument is a number of the kernel
TASK_WRITES = {"drain", "sock_sendall", "sock_sendto", "sock_sendfile"}
READERS = ("data", "data or end", "end")

WAITS_OF_THE_MACHINE = ("room", "data", "data or end", "end")


@dataclass(frozen=True)
class Sleeper:
    """A thread that sleeps in a call, before its wait is understood.

    told: the answer of its process, empty if there is none. named: the object that its line waits for, and how, if
    there is one. wait: its wait, so far. others: the other processes, without those that a library started for its own
    use.
    """

    process: Process
    thread: Thread
    call: Call
    snapshot: Snapshot
    told: Told
    named: tuple[Named, str] | None
    wait: Wait
    others: tuple[Node, ...]

    @property
    def beside(self) -> tuple[Node, ...]:
        """The other threads of the process that wait."""
        tids = (each.tid for each in self.process.threads if each.call)
        return tuple((self.process.pid, tid) for tid in tids if tid != self.thread.tid)

    @property
    def lines(self) -> list[tuple[str, int]]:
        """The lines on which the thread stands, the innermost first."""
        return [(frame.file, frame.line) for frame in self.told.threads.get(self.thread.tid, ())]


def waits(snapshot: Snapshot, things: tuple[Thing, ...], told: dict[int, Told]) -> tuple[Wait, ...]:
    """All waits of all threads that sleep: one for most threads, one for each descriptor of a thread that polls."""
    by_key = {thing.key: thing for thing in things}
    found: list[Wait] = []
    for process in snapshot.processes:
        for thread in process.threads:
            if thread.call is not None:
                keys = waited_on(process, thread, snapshot, told)
                sleeper = _sleeper(process, thread, thread.call, snapshot, told)
                found += _waits(sleeper, [(by_key[key], side, fd) for key, side, fd in keys])
    return tuple(on_its_loop(wait, found, told) for wait in found)


def speaking(found: tuple[Wait, ...]) -> tuple[Wait, ...]:
    """The wait of each process that explains most, of a thread of the program itself if possible."""
    by_pid: dict[int, list[Wait]] = {}
    for wait in found:
        by_pid.setdefault(wait.pid, []).append(wait)
    return tuple(
        min(of_pid, key=lambda w: (w.library and w.wants != "room", w.wants not in WAITS_OF_THE_MACHINE))
        for of_pid in by_pid.values()
    )


def _sleeper(
    process: Process, thread: Thread, call: Call, snapshot: Snapshot, told: dict[int, Told]
) -> Sleeper:
    of_process = told.get(process.pid, Told({}, {}))
    library = thread.tid in of_process.library
    blocked, ends_it = process.deadly or process.pending, bool(process.deadly)
    wait = Wait(process.pid, thread.tid, call.name, call.fd, None, None, "unknown", ())
    wait = replace(wait, library=library, blocked=blocked, ends_it=ends_it)
    named = locks.operation(process.pid, thread.tid, told)
    own = (p.pid for p in snapshot.processes if not p.exited and not (p.pid in told and told[p.pid].service))
    others = tuple((pid, 0) for pid in own if pid != process.pid)
    return Sleeper(process, thread, call, snapshot, of_process, named, wait, others)


def _waits(sleeper: Sleeper, uses: list[tuple[Thing, Side, int | None]]) -> list[Wait]:
    """The waits of one thread. uses: the things that it sleeps on, each with its side and its descriptor."""
    call, wait = sleeper.call, sleeper.wait
    if call.name in ("wait4", "waitid"):
        return [_for_a_child(sleeper)]
    if call.name in SIGNALS:
        return [_for_a_signal(sleeper)]
    found = [_on_a_thing(sleeper, thing, side, fd) for thing, side, fd in uses]
    found = without_plumbing(sleeper.process, sleeper.thread, found)
    if found:
        return found
    something = _for_something(sleeper) if call.name in LOCKS else wait
    return [_for_an_end(sleeper) or something]


def _for_a_signal(sleeper: Sleeper) -> Wait:
    """The wait for a signal, which any process could send."""
    pid = sleeper.process.pid
    exited = (each.pid for each in sleeper.snapshot.processes if each.parent == pid and each.exited)
    came = tuple(exited) if signal.SIGCHLD in sleeper.process.handles else ()
    return replace(sleeper.wait, wants="signal", depends_on=sleeper.others, came=came)


def _for_an_end(sleeper: Sleeper) -> Wait | None:
    """The wait for a thread, a task or a child to end, if it is one."""
    pid, named = sleeper.process.pid, sleeper.named
    task = sleeper.told.tasks.get(sleeper.thread.tid)
    if task is not None and task.awaits:
        nodes = tuple((pid, tid) for tid in task.awaits)
        name = named[0].text if named else None
        return replace(sleeper.wait, wants="task", depends_on=nodes, operation="await", name=name)
    if named is None and (joined := _joined(sleeper)):
        return replace(sleeper.wait, wants="thread", depends_on=((pid, joined),), operation="join")
    if named is None or named[0].kind not in ("thread", "child"):
        return None
    what, how = named
    wait = replace(sleeper.wait, operation=how, name=what.text or None)
    if what.kind == "thread":
        return replace(wait, wants="thread", depends_on=((pid, int(what.key)),))
    return replace(wait, wants="child", depends_on=((int(what.key), 0),), children=(int(what.key),))


def _joined(sleeper: Sleeper) -> int | None:
    """The thread that pthread_join(3) waits for: the kernel wakes it at the address where the tid stands."""
    call = sleeper.call
    if call.name != "futex" or call.arguments[1] & FUTEX_PRIVATE_FLAG:
        return None
    tids = (thread.tid for thread in sleeper.process.threads if thread.tid != sleeper.thread.tid)
    return next((tid for tid in tids if tid == call.arguments[2]), None)


def _for_something(sleeper: Sleeper) -> Wait:
    """A wait in a call that may be one of a lock or a queue, of which nothing is known."""
    call = sleeper.call
    if call.name in SYSTEM_V:
        return replace(
            sleeper.wait, wants="lock", name=str(as_int(call.arguments[0])), depends_on=sleeper.others
        )
    private = call.name == "await" or (call.name == "futex" and call.arguments[1] & FUTEX_PRIVATE_FLAG)
    return replace(sleeper.wait, wants="lock", depends_on=sleeper.beside if private else sleeper.others)


def _for_a_child(sleeper: Sleeper) -> Wait:
    call, pid = sleeper.call, sleeper.process.pid
    children = tuple(
        each.pid for each in sleeper.snapshot.processes if each.parent == pid and not each.exited
    )
    wanted = as_int(call.arguments[1 if call.name == "waitid" else 0])
    any_child = wanted <= 0 or (call.name == "waitid" and call.arguments[0] != 1)
    waited = children if any_child else tuple(each for each in children if each == wanted)
    nodes = tuple((each, 0) for each in waited)
    return replace(sleeper.wait, fd=None, wants="child", depends_on=nodes, children=waited)


def _on_a_thing(sleeper: Sleeper, thing: Thing, side: Side, fd: int | None) -> Wait:
    named = sleeper.named
    if named and named[0].kind == "child" and named[0].key != "0":
        # The library joins the child by the end of a pipe of its own.
        pid = int(named[0].key)
        if _has_exited(pid, sleeper.snapshot) and named[1] == "communicate":
            return _left_to_others(sleeper, thing, side, fd, pid)
        child = replace(sleeper.wait, wants="child", depends_on=((pid, 0),), children=(pid,))
        return replace(child, fd=None, operation=named[1])
    wait = replace(sleeper.wait, fd=fd, thing=thing, side=side, repeated=reading.is_repeated(sleeper.lines))
    others = tuple(end for end in thing.ends if is_other(side, end.side))
    nodes = tuple(dict.fromkeys(node for end in others for node in _users(end, sleeper)))
    if side == "waiter":
        return _for_a_lock(sleeper, wait, nodes)
    if missed := _missed(sleeper, fd):
        return replace(wait, wants="data", missed=missed)
    if side == "caller":
        return replace(wait, wants="place", depends_on=nodes)
    if side == "listener":
        return replace(wait, wants="client", depends_on=sleeper.others)
    if sleeper.call.name in ("open", "openat"):
        return replace(wait, wants="partner", depends_on=nodes)
    wants = _wants(sleeper, thing, side)
    if wants != "room" and _is_of_a_queue(sleeper):
        wants = "data"
        if {pid for pid, _ in nodes} <= {sleeper.process.pid}:  # nobody else is left to put anything in
            return _for_an_item(sleeper, fd)
    wait = replace(wait, wants=wants, depends_on=nodes, outside=not others and not _is_closed(thing))
    wait = replace(wait, gathers=_gathers(sleeper, fd) if wants in ("data", "data or end") else None)
    return replace(wait, depends_on=sleeper.others) if is_for_anybody(wait) else wait


def _gathers(sleeper: Sleeper, fd: int | None) -> tuple[str, str] | None:
    """The file object by which a thread reads, if it goes on until it has a certain part of the stream."""
    name = (
        (file_name(fd, sleeper.told, "reader") or file_name(fd, sleeper.told, "writer"))
        if fd is not None
        else None
    )
    part = reading.gathered(*sleeper.lines[0], name) if name and sleeper.lines else ""
    return (name, part) if name and part else None


def is_for_anybody(wait: Wait) -> bool:
    """Whether a wait is for a datagram that anybody may send: udp(7)."""
    return wait.outside and wait.thing is not None and wait.thing.kind == "UDP socket"


def _has_exited(pid: int, snapshot: Snapshot) -> bool:
    return all(process.exited for process in snapshot.processes if process.pid == pid)


def _left_to_others(sleeper: Sleeper, thing: Thing, side: Side, fd: int | None, child: int) -> Wait:
    """The wait for the output of a child that has exited, and that has left it to those whom it has started."""
    ends = tuple(end for end in thing.ends if is_other(side, end.side))
    nodes = tuple(dict.fromkeys(node for end in ends for node in _users(end, sleeper)))
    wants: Wants = "room" if side == "write" else "end"
    wait = replace(sleeper.wait, fd=fd, thing=thing, side=side, wants=wants, depends_on=nodes, heirs_of=child)
    return replace(wait, operation="communicate", outside=not ends)


def _missed(sleeper: Sleeper, fd: int | None) -> Once | None:
    """The news that epoll has told already, if the program's own line asks for them: a library tells itself again."""
    if sleeper.wait.library or sleeper.lines == [] or sleeper.told.calls.get(sleeper.thread.tid):
        return None
    return next((each for each in sleeper.thread.once if each.fd == fd and each.readable), None)


def _users(end: End, sleeper: Sleeper) -> list[Node]:
    """The threads that could use an end: those that have it in a variable of their own, or else all of its process."""
    here = (sleeper.process.pid, sleeper.thread.tid)
    at_work = [(end.pid, tid) for tid in end.users if (end.pid, tid) != here]
    return at_work or [(end.pid, end.tid or 0)]


def _is_of_a_queue(sleeper: Sleeper) -> bool:
    return sleeper.named is not None and sleeper.named[0].kind == "shared queue"


def _for_an_item(sleeper: Sleeper, fd: int | None) -> Wait:
    name = sleeper.named[0].text or None if sleeper.named else None
    return replace(sleeper.wait, fd=fd, wants="lock", operation="get", name=name, depends_on=sleeper.others)


def _wants(sleeper: Sleeper, thing: Thing, side: Side) -> Wants:
    """Whether a thread waits for room, for data, or for the end, on a pipe, a connection or a terminal."""
    call, image = sleeper.call, sleeper.process.image
    called = next(iter(sleeper.told.calls.get(sleeper.thread.tid, ())), None)
    if call.name in WRITES or (call.name in POLLS and side == "write"):
        return "room"
    if call.name == "await" and called and called.function in TASK_WRITES:
        return "room"
    if thing.kind.startswith(("datagram", "UDP")):
        return "data"
    if image in READ_ALL_FIRST:
        return "end"
    if image in COPY:
        return "data or end"
    return reading.wants(sleeper.lines)


def _is_closed(thing: Thing) -> bool:
    """Whether the other end may be closed: only a wait on a datagram socket goes on when its peer has closed."""
    return thing.kind.startswith("datagram")


def _for_a_lock(sleeper: Sleeper, wait: Wait, holders: tuple[Node, ...]) -> Wait:
    if sleeper.named is None or (
        wait.thing and wait.thing.kind == "mutex"
    ):  # of a file, fcntl and flock, or of the C library
        return replace(wait, wants="lock", depends_on=holders)
    named, how = sleeper.named
    wait = replace(wait, wants="lock", operation=how, name=named.text or None)
    if named.kind in locks.HELD and how not in locks.UNTIL_NOTIFIED:
        return replace(wait, depends_on=holders)
    if named.owner is not None:
        task = sleeper.told.tasks.get(wait.tid)
        here = task.loop if task is not None and task.running else wait.tid
        return replace(wait, depends_on=((wait.pid, named.owner),), itself=named.owner == here)
    others = sleeper.others if named.kind.startswith(locks.SHARED) else ()
    return replace(wait, depends_on=sleeper.beside + others)


def is_other(side: Side, of_end: Side) -> bool:
    """Whether an end is on another side than a wait, and so could end it."""
    return of_end == "both" or of_end != side
