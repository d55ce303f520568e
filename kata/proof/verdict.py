"""Decide whether a tree of processes can ever wake again.

That all of them sleep at one instant is not enough: a clock may wake one, or somebody outside. `veto` names the first
reason why sleep is no proof; only if there is none is a hang proved.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence

from kata.facts import Alarm, Call, Clock, Descriptor, Process, Snapshot, SocketLimit, Thread, UnknownClock
from kata.kernel import proc
from kata.kernel.syscalls import POLLS, SENDS, TRANSFERS, decode

SLOW_DWELL = 0.5  # seconds of the dwell where the kernel passes data on in its own time: terminals, UDP
FIRED = 0.1  # seconds after which an alarm that was due has rung

INSIDE = {"wait4", "waitid", "pause", "rt_sigsuspend", "rt_sigtimedwait"}
"""Calls that only a process of the tree, or a clock, can end."""
NEVER_FROM_OUTSIDE = {"signalfd", "timerfd"}  # an armed timer is a veto of its own

OF_MULTIPROCESSING = re.compile(
    r"/pymp-[^/]+/(listener|sock)-[^/]+$"
)  # multiprocessing.connection.arbitrary_address

Outside = frozenset[tuple[str, int]]


def veto(
    snapshot: Snapshot, heard: Sequence[Clock], outside: Outside, now: float, quiet: float = 1.0
) -> str | None:
    """The first reason why these sleeping processes may yet wake; None if they never can.

    heard: the clocks that the kernel told of, in the order in which they were armed. outside: kinds and inodes of
    what processes outside the tree hold. now: time.monotonic(), by which alarms ring. quiet: for how many seconds
    nothing has moved.
    """
    if snapshot.armed:
        return snapshot.armed[0]
    if any(isinstance(clock, UnknownClock) for clock in heard):
        return "a process has armed a clock that cannot be read"
    timed = _sockets_with_a_limit(heard)
    for process in snapshot.processes:
        if process.exited:
            continue
        if _alarm_is_armed(process.pid, heard, now):
            return f"process {process.pid} has an armed alarm"
        for descriptor in process.descriptors:
            if _may_signal(descriptor, snapshot, outside):
                return f"descriptor {descriptor.fd} of process {process.pid} may bring a signal"
        for thread in process.threads:
            if thread.state in "ZXT":
                continue
            if reason := _thread(process, thread, snapshot, outside, timed, quiet):
                return reason
    return None


def _may_signal(descriptor: Descriptor, snapshot: Snapshot, outside: Outside) -> bool:
    """Whether a descriptor brings signals: by O_ASYNC, open(2), or when somebody breaks a lease, fcntl(2)."""
    if descriptor.locked == "LEASE":
        return True
    return descriptor.signals and not only_inside(descriptor, snapshot, outside)


def _thread(
    process: Process, thread: Thread, snapshot: Snapshot, outside: Outside, timed: set[int], quiet: float
) -> str | None:
    call, opening = thread.call, thread.opening
    if call is None or not call.endless:
        return f"thread {thread.tid} is in a call that can end by itself"
    if call.name in INSIDE:
        return None
    if call.name == "futex":
        return _futex(thread, snapshot)
    if call.name in ("open", "openat"):
        return None if opening and not opening.named else "somebody outside may open the other end of a FIFO"
    if call.name in ("flock", "fcntl"):
        return _file_lock(process, call, snapshot)
    if call.name in TRANSFERS:
        waited: tuple[int | None, ...] = (call.fd,)
    elif call.name in POLLS:
        waited = tuple(fd for fd, _ in thread.polled)
    else:
        return f"{call.name} may be ended from outside"
    open_here = {d.fd: d for d in process.descriptors}
    for fd in waited:
        descriptor = open_here.get(-1 if fd is None else fd)
        if descriptor is None:
            return f"descriptor {fd} of process {process.pid} cannot be seen"
        if not only_inside(descriptor, snapshot, outside):
            return f"descriptor {fd} of process {process.pid} leads outside"
        if descriptor.kind == "socket" and _is_timed(descriptor.inode, snapshot, timed):
            return f"socket {fd} of process {process.pid} has a time limit"
        if call.name in SENDS and descriptor.kind == "socket" and not snapshot.sockets[descriptor.inode].peer:
            return f"socket {fd} of process {process.pid} may send to an address outside"
        if quiet < SLOW_DWELL and _is_slow(descriptor, snapshot):
            return f"data written to descriptor {fd} of process {process.pid} may still be under way"
    return None


def _futex(thread: Thread, snapshot: Snapshot) -> str | None:
    if set(thread.shared) - {process.pid for process in snapshot.processes}:
        return "somebody outside shares the memory of a lock"
    return None


def _file_lock(process: Process, call: Call, snapshot: Snapshot) -> str | None:
    """Veto a wait for a lock unless all who have locked the file are in the tree.

    /proc/locks names the process that took a lock, fdinfo a process that has it.
    """
    inode = next((d.inode for d in process.descriptors if d.fd == call.fd), 0)
    here = {p.pid for p in snapshot.processes if any(d.inode == inode and d.locked for d in p.descriptors)}
    takers = set(snapshot.locks.get(inode, ()))
    strangers = {pid for pid in takers - here if pid > 0 and os.path.exists(f"/proc/{pid}")}
    return None if here and not strangers else "somebody outside may have locked a file"


def only_inside(descriptor: Descriptor, snapshot: Snapshot, outside: Outside) -> bool:
    """Whether all who could end a wait on this descriptor are in the tree, or gone for good."""
    if (descriptor.kind, descriptor.inode) in outside:
        return False
    if descriptor.kind in NEVER_FROM_OUTSIDE:
        return True
    if descriptor.kind == "pidfd":
        return any(process.pid == descriptor.inode for process in snapshot.processes)
    if descriptor.kind == "eventfd":
        return descriptor.inode > 0
    if descriptor.kind == "pipe" or (descriptor.kind == "fifo" and not descriptor.path):
        other = {"read": "write", "write": "read"}.get(descriptor.access)
        held = other is None or _holds(snapshot, descriptor.kind, descriptor.inode, (other, "both"))
        return held or _in_flight_inside(snapshot, outside)
    if descriptor.kind == "terminal":
        other = {"slave": "master", "master": "slave"}[descriptor.access]
        return descriptor.inode >= 0 and _holds(snapshot, "terminal", descriptor.inode, (other,))
    if descriptor.kind == "socket" and descriptor.inode in snapshot.sockets:
        endpoint = snapshot.sockets[descriptor.inode]
        if endpoint.moving:
            return False
        if endpoint.listening:
            return endpoint.family == "Unix" and not _is_reachable(endpoint.address)
        if endpoint.peer == 0:
            return not endpoint.named
        return ("socket", endpoint.peer) not in outside and _holds(
            snapshot, "socket", endpoint.peer, ("both",)
        )
    return False


def _in_flight_inside(snapshot: Snapshot, outside: Outside) -> bool:
    """Whether an end that nobody has open may be in a message inside the tree, and only there."""
    sockets = [d for process in snapshot.processes for d in process.descriptors if d.kind == "socket"]
    return any(d.carries for d in sockets) and all(only_inside(d, snapshot, outside) for d in sockets)


def _holds(snapshot: Snapshot, kind: str, inode: int, access: tuple[str, ...]) -> bool:
    return any(
        d.kind == kind and d.inode == inode and d.access in access
        for process in snapshot.processes
        for d in process.descriptors
    )


def _is_reachable(address: str) -> bool:
    """Whether somebody outside may connect to a Unix socket at this address.

    Nobody can if its file is gone, or if multiprocessing has made up the name for its own fork server or manager.
    """
    return not OF_MULTIPROCESSING.search(address) and (not address.startswith("/") or os.path.exists(address))


def _is_slow(descriptor: Descriptor, snapshot: Snapshot) -> bool:
    known = snapshot.sockets.get(descriptor.inode) if descriptor.kind == "socket" else None
    return descriptor.kind == "terminal" or (known is not None and known.family == "UDP")


def _is_timed(inode: int, snapshot: Snapshot, timed: set[int]) -> bool:
    """Whether a socket has a time limit. One that was accepted may have it from its listener, unheard: tcp(7)."""
    return inode in timed or (bool(timed) and snapshot.sockets[inode].family == "TCP")


def _alarm_is_armed(pid: int, heard: Sequence[Clock], now: float) -> bool:
    last = next((each for each in reversed(heard) if isinstance(each, Alarm) and each.pid == pid), None)
    if last is None or last.until is None:
        return False
    return last.interval > 0 or last.until > now - FIRED


def _sockets_with_a_limit(heard: Sequence[Clock]) -> set[int]:
    limits = {each.inode: each.limited for each in heard if isinstance(each, SocketLimit)}
    return {inode for inode, limited in limits.items() if limited}


def calibrated() -> bool:
    """Whether this machine shows all that the proof needs: a child in a known read is seen in that very call."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(writer)
        os.read(reader, 1)
        os._exit(0)
    try:
        seen = _seen_in_read(child, reader)
    except OSError:
        seen = False
    os.close(writer)
    os.close(reader)
    os.waitpid(child, 0)
    return seen


def _seen_in_read(child: int, reader: int) -> bool:
    limit = time.monotonic() + 1
    while time.monotonic() < limit:
        passes = proc.asleep([child])
        if passes is None:
            continue
        call = decode(passes[0][3])
        return call is not None and (call.name, call.fd) == ("read", reader) and passes[0][4].isdigit()
    return False
