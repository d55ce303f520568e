"""Decide whether a tree of processes can ever wake again.

That all of them sleep at one instant is not enough: a clock may wake one, or somebody outside. `veto` names the first
reason why sleep is no proof; only if there is none is a hang proved. What its rules do not know
cannot be proved: a call that is in no table, a descriptor of another kind.

Who is outside depends on the world. A test is sealed: whoever could wake it is below its keeper. Any other program is
in the open: strangers may send it signals, stop and continue it, open what has a name, and hold copies of its ends.
Each rule says in which world it holds; one that says nothing holds in both.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kata.facts import Call, Descriptor, Outside, Process, Snapshot, Socket, Thread, World
from kata.kernel.heard import (
    Heard,
    KernelSignal,
    OwnSemaphore,
    Sent,
    TerminalLimit,
    Timer,
    UnknownClock,
)
from kata.kernel.syscalls import POLLS, SENDS, TRANSFERS, as_int
from kata.proof import meetings, parts, signalled
from kata.proof.armed import alarm_is_armed, is_armed, sockets_with_a_limit
from kata.proof.ends import only_inside
from kata.proof.scene import Scene, is_timed
from kata.proof.signalled import FOR_A_SIGNAL, RUBY

SLOW_DWELL = 0.5  # seconds where the kernel hands on what was written in its own time: terminals, UDP

FOR_A_CHILD = {"wait4": 2, "waitid": 3}
"""Calls that wait for a child, with the place of their options."""
STOPS = 0x2 | 0x8  # WUNTRACED and WCONTINUED: a child that is stopped or continued ends the wait as well
EPOLLS = {name for name in POLLS if name.startswith("epoll")}
"""Calls that end when somebody stops and continues the process, signal(7): a Python takes them up again, PEP 475."""
AN_EPOLL = ("eventpoll", 0)


def veto(
    snapshot: Snapshot,
    heard: Sequence[Heard],
    world: World,
    outside: Outside,
    now: float,
    quiet: float = 1.0,
) -> str | None:
    """The reason for which these sleeping processes may yet wake; None if they never can.

    heard: the calls that the kernel told of, in the order in which they were made. now: time.monotonic(), by which
    alarms ring. quiet: for how many seconds nothing has moved.
    """
    holds = _with_sent(outside.holds, heard)
    timed = sockets_with_a_limit(heard) | outside.limited
    scene = Scene(snapshot, heard, world, replace(outside, holds=holds), now, quiet, timed)
    return next(_reasons(scene), None)


def _with_sent(holds: frozenset[tuple[str, int]], heard: Sequence[Heard]) -> frozenset[tuple[str, int]]:
    """Add what was sent to where others can receive it, be it by a socket that was itself sent."""
    sent = [each for each in heard if isinstance(each, Sent)]
    while True:
        new = {(e.kind, e.inode) for e in sent if not e.via or ("socket", e.via) in holds} - holds
        if not new:
            return holds
        holds |= new


def _reasons(scene: Scene) -> Iterator[str]:
    yield from scene.snapshot.armed
    if any(isinstance(each, UnknownClock) for each in scene.heard):
        yield "a process has armed a clock that cannot be read"
    if scene.outside.frozen:
        yield "somebody has frozen a process, and may thaw it"
    if scene.is_open and any(isinstance(each, KernelSignal) for each in scene.heard):
        yield "a process has asked the kernel for a signal that others may cause"
    for process in scene.snapshot.processes:
        if not process.exited:
            yield from _of_process(process, scene)
        elif scene.is_open and process.traced:
            yield f"process {process.pid} has exited, and its parent will hear of that when its tracer lets it go"


def _of_process(process: Process, scene: Scene) -> Iterator[str]:
    if alarm_is_armed(process.pid, scene.heard, scene.now):
        yield f"process {process.pid} has an armed alarm"
    if any(_may_ring(process.pid, number, scene) for number in process.timers):
        yield f"process {process.pid} has an armed POSIX timer"
    if scene.is_open:
        yield from signalled.reasons(process, scene.outside.interrupts)
    for descriptor in process.descriptors:
        if _may_signal(descriptor, scene):
            yield f"descriptor {descriptor.fd} of process {process.pid} may bring a signal"
    for thread in process.threads:
        if thread.state not in "ZXT":
            yield from _of_thread(process, thread, scene)


def _may_signal(descriptor: Descriptor, scene: Scene) -> bool:
    """Signals of open(2) with O_ASYNC, and of fcntl(2) for a lease that somebody else breaks."""
    if descriptor.locked == "LEASE":
        return True
    return descriptor.signals and not _only_inside(descriptor, scene)


def _only_inside(descriptor: Descriptor, scene: Scene) -> bool:
    return only_inside(descriptor, scene.snapshot, scene.world, scene.outside)


def _of_thread(process: Process, thread: Thread, scene: Scene) -> Iterator[str]:
    call, opening = thread.call, thread.opening
    if call is None or not call.endless:
        yield f"thread {thread.tid} is in a call that can end by itself"
    elif thread.apart:
        yield f"thread {thread.tid} has descriptors of its own"
    elif call.name in FOR_A_CHILD:
        if scene.is_open and call.arguments[FOR_A_CHILD[call.name]] & STOPS:
            yield f"thread {thread.tid} waits for a child to be stopped, which anybody may do"
    elif call.name == "rt_sigtimedwait":
        if scene.is_open:
            yield f"thread {thread.tid} waits for a signal, which anybody may send"
    elif call.name == "futex":
        yield from _futex(thread, scene)
    elif call.name in ("open", "openat"):
        if opening is None or meetings.may_be_opened(opening, scene):
            yield "somebody outside may open the other end of a FIFO"
    elif call.name in ("flock", "fcntl"):
        yield from _file_lock(process, thread, scene)
    elif scene.is_open and parts.may_be_all(process.pid, call, scene.outside):
        yield f"thread {thread.tid} may have done a part of its call, and a stop ends that"
    elif call.name in EPOLLS and scene.is_open and not _has_epoll_alone(process, thread, scene):
        yield f"thread {thread.tid} waits for events: a stop ends that, and who has the epoll may add to it"
    elif call.name == "connect":
        yield from meetings.connect(process, thread, call, scene)
    elif call.name in TRANSFERS | POLLS:
        yield from _transfer(process, thread, call, scene)
    elif call.name not in FOR_A_SIGNAL:
        yield f"{call.name} may be ended from outside"


def _has_epoll_alone(process: Process, thread: Thread, scene: Scene) -> bool:
    """Whether a thread takes up epoll_wait again after a stop, and nobody else has its epoll."""
    resumes = process.image == RUBY or (process.image is None and thread.resumes)
    return resumes and AN_EPOLL not in scene.outside.holds


def _transfer(process: Process, thread: Thread, call: Call, scene: Scene) -> Iterator[str]:
    open_here = {d.fd: d for d in process.descriptors}
    ended = {each.fd for each in thread.once if each.ended}
    for fd in _waited(thread, call):
        descriptor = open_here.get(fd)
        if descriptor is None:
            yield f"descriptor {fd} of process {process.pid} cannot be seen"
        elif call.name == "sendfile" and descriptor.kind == "file":
            continue  # its data is there
        elif descriptor.kind == "pipe" and fd in ended:
            continue  # the kernel itself says that nobody can write to it, wherever he is
        else:
            yield from _wait(process, descriptor, call, scene)


def _waited(thread: Thread, call: Call) -> list[int]:
    """The descriptors on any of which a thread waits: sendfile has an end and a beginning."""
    if call.name in POLLS:
        return [fd for fd, _ in thread.polled]
    return [as_int(argument) for argument in call.arguments[: 2 if call.name == "sendfile" else 1]]


def _wait(process: Process, descriptor: Descriptor, call: Call, scene: Scene) -> Iterator[str]:
    fd, pid = descriptor.fd, process.pid
    if not _only_inside(descriptor, scene):
        known = scene.snapshot.sockets.get(descriptor.inode) if descriptor.kind == "socket" else None
        if known is not None and known.listening:
            yield f"somebody outside may connect to {known.address or 'a socket that listens'}"
        else:
            yield f"descriptor {fd} of process {pid} leads outside"
    elif scene.is_open and scene.outside.in_flight and descriptor.kind != "timerfd":
        yield f"descriptor {fd} of process {pid} may be in a message of somebody outside"
    elif descriptor.kind == "eventfd" and scene.is_open and process.image != RUBY:
        yield f"parts of the kernel may write to eventfd {fd} of process {pid}: a cgroup, a device"
    elif descriptor.kind == "socket" and is_timed(descriptor.inode, scene):
        yield f"socket {fd} of process {pid} has a time limit"
    elif (
        descriptor.kind == "socket"
        and scene.is_open
        and _is_cut_off(scene.snapshot.sockets[descriptor.inode])
    ):
        yield f"socket {fd} of process {pid} has a network that others may use, or cut"
    elif descriptor.kind == "terminal" and any(isinstance(each, TerminalLimit) for each in scene.heard):
        yield f"terminal {fd} of process {pid} has a time limit"
    elif descriptor.kind == "socket" and _sends_elsewhere(scene.snapshot.sockets[descriptor.inode], call):
        yield f"socket {fd} of process {pid} may send to an address outside"
    elif descriptor.kind == "socket" and _may_be_filled(scene.snapshot.sockets[descriptor.inode], call):
        yield f"data for socket {fd} of process {pid} may be held back"
    elif scene.quiet < SLOW_DWELL and _is_slow(descriptor, scene.snapshot):
        yield f"data written to descriptor {fd} of process {pid} may still be under way"


def _sends_elsewhere(known: Socket, call: Call) -> bool:
    """Whether a message may go to another than the peer: there is none, or it names somebody, sendmsg(2)."""
    if call.name == "sendto" and call.arguments[4] and known.type != "stream":
        return True
    return call.name in SENDS and (not known.peer or (call.name == "sendmsg" and known.type != "stream"))


def _is_cut_off(known: Socket) -> bool:
    """Whether somebody may speak in the name of the peer, or cut it off, which a connection that is kept alive feels.

    A datagram has the address of its sender that IP_PKTINFO gives it, and any other socket of the port may give: ip(7).
    """
    return known.family == "UDP" or known.kept_alive


def _may_be_filled(known: Socket, call: Call) -> bool:
    """Whether a reader waits for more than is there, and its peer may hold the rest back: tcp(7)."""
    return known.held_back and call.name not in SENDS


def _futex(thread: Thread, scene: Scene) -> Iterator[str]:
    """In the open world, whoever has mapped the memory of a lock may release it, and who finds it may map it."""
    memory, outside = thread.memory, scene.outside
    if memory is None or not scene.is_open:
        return
    own = any(isinstance(each, OwnSemaphore) and each.inode == memory.inode for each in scene.heard)
    if memory.named and not own:
        yield "somebody outside may find the memory of a lock"
    elif (memory.device, memory.inode) in outside.maps or ("file", memory.inode) in outside.holds:
        yield "somebody outside shares the memory of a lock"
    elif outside.in_flight and not memory.by_fork and not own:
        yield "the memory of a lock may be in a message of somebody outside"
    elif memory.known_by_name and outside.hidden and not own:
        yield "somebody who cannot be seen may share the memory of a lock"


def _file_lock(process: Process, thread: Thread, scene: Scene) -> Iterator[str]:
    """Somebody who has the lock must be in the tree.

    /proc/locks names who took a lock, and not who has it: that may be any process with the same open file. In the open
    world, the very lock that is waited for has to be one of the tree's own, whose file nobody else has open.
    """
    fd = thread.call.fd if thread.call else None
    inode = next((d.inode for d in process.descriptors if d.fd == fd), 0)
    having = [d for p in scene.snapshot.processes for d in p.descriptors if d.inode == inode and d.locked]
    if scene.is_open:
        known = bool(thread.blocker) and any(thread.blocker in d.locks for d in having)
        if not known or ("file", inode) in scene.outside.holds or scene.outside.in_flight:
            yield "somebody outside may have locked a file"
        return
    here = {p.pid for p in scene.snapshot.processes if any(d in having for d in p.descriptors)}
    takers = set(scene.snapshot.locks.get(inode, ()))
    strangers = {pid for pid in takers - here if pid > 0 and os.path.exists(f"/proc/{pid}")}
    if not here or strangers:
        yield "somebody outside may have locked a file"


def _is_slow(descriptor: Descriptor, snapshot: Snapshot) -> bool:
    known = snapshot.sockets.get(descriptor.inode) if descriptor.kind == "socket" else None
    return descriptor.kind == "terminal" or (known is not None and (known.family == "UDP" or known.probing))


def _may_ring(pid: int, number: int, scene: Scene) -> bool:
    """Whether a POSIX timer is armed: each call that arms one is heard, and neither fork nor exec keeps any."""
    of_this = (each for each in reversed(scene.heard) if isinstance(each, Timer))
    return is_armed(next((t for t in of_this if (t.pid, t.number) == (pid, number)), None), scene.now)
