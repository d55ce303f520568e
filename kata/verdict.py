"""Whether a tree of processes can ever wake again.

All of them asleep at one instant is not enough: a clock may wake one, or somebody outside. `veto` names the
first reason for which sleep is not a proof; only without any is a hang called proved.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable

from kata import linux
from kata.facts import Call, Descriptor, Process, Snapshot
from kata.notes import Note
from kata.syscalls import decode

DWELL = 0.05  # seconds during which nothing may have moved before the vetoes are asked
LINGER = 0.5  # seconds that processes have to exit by themselves when the test is over
FIRED = 0.1  # seconds after which an alarm that was due has rung

SENDS = {"write", "writev", "sendto", "sendmsg"}
TRANSFERS = SENDS | {"read", "readv", "recvfrom", "recvmsg"}
POLLS = {"poll", "ppoll", "select", "pselect6", "epoll_wait", "epoll_pwait", "epoll_pwait2"}
INSIDE = {"wait4", "waitid", "futex", "pause", "rt_sigsuspend", "rt_sigtimedwait"}
"""Calls that end only by something that a process of the tree, or a clock, does."""


def veto(snapshot: Snapshot, notes: Iterable[Note], outside: frozenset[int], now: float) -> str | None:
    """Why these sleeping processes may yet wake; None if they never can.

    notes: the clocks that were heard of, alarms and time limits of sockets. outside: inodes of what processes
    outside the tree hold. now: time.monotonic(), the clock of the notes.
    """
    notes = list(notes)
    if snapshot.armed:
        return snapshot.armed[0]
    if any(note["kind"] == "unknown clock" for note in notes):
        return "a process has armed a clock that cannot be read"
    held = {d.inode for p in snapshot.processes for d in p.descriptors if d.kind in ("pipe", "socket")}
    timed = _sockets_with_a_limit(notes)
    for process in snapshot.processes:
        if process.exited:
            continue
        if _alarm_is_armed(process.pid, notes, now):
            return f"process {process.pid} has an armed alarm"
        for thread in process.threads:
            if thread.state in "ZXT":
                continue
            if thread.call is None or not thread.call.endless:
                return f"thread {thread.tid} is in a call that can end by itself"
            reason = _call(process, thread.call, snapshot, thread.tid, held, outside, timed)
            if reason:
                return reason
    return None


def _call(
    process: Process,
    call: Call,
    snapshot: Snapshot,
    tid: int,
    held: set[int],
    outside: frozenset[int],
    timed: set[int],
) -> str | None:
    if call.name in INSIDE:
        return None
    if call.name in TRANSFERS:
        waited: tuple[int | None, ...] = (call.fd,)
    elif call.name in POLLS:
        waited = snapshot.polled.get(tid, ())
    else:
        return f"{call.name} may be ended from outside"
    open_here = {d.fd: d for d in process.descriptors}
    for fd in waited:
        descriptor = open_here.get(-1 if fd is None else fd)
        if descriptor is None:
            return f"descriptor {fd} of process {process.pid} cannot be seen"
        if not _only_inside(descriptor, process, snapshot, held, outside):
            return f"descriptor {fd} of process {process.pid} leads outside"
        if descriptor.kind == "socket" and descriptor.inode in timed:
            return f"socket {fd} of process {process.pid} has a time limit"
        if call.name in SENDS and descriptor.kind == "socket" and not snapshot.sockets[descriptor.inode].peer:
            return f"socket {fd} of process {process.pid} may send to an address outside"
    return None


def _only_inside(
    descriptor: Descriptor, process: Process, snapshot: Snapshot, held: set[int], outside: frozenset[int]
) -> bool:
    """Whether everyone who could end a wait on this descriptor is in the tree (or gone for good)."""
    if descriptor.inode in outside:
        return False
    if descriptor.kind == "pipe":
        other = {"read": "write", "write": "read"}.get(descriptor.access)
        return other is None or any(
            d.kind == "pipe" and d.inode == descriptor.inode and d.access in (other, "both")
            for p in snapshot.processes
            for d in p.descriptors
        )
    if descriptor.kind == "socket" and descriptor.inode in snapshot.sockets:
        endpoint = snapshot.sockets[descriptor.inode]
        if endpoint.peer == 0:
            return not endpoint.named
        return endpoint.peer in held and endpoint.peer not in outside
    return False


def _alarm_is_armed(pid: int, notes: list[Note], now: float) -> bool:
    last = next((n for n in reversed(notes) if n["kind"] == "alarm" and n["pid"] == pid), None)
    if last is None or last["until"] is None:
        return False
    return bool(last["interval"] > 0 or last["until"] > now - FIRED)


def _sockets_with_a_limit(notes: list[Note]) -> set[int]:
    limits = {note["inode"]: note["limited"] for note in notes if note["kind"] == "socket limit"}
    return {inode for inode, limited in limits.items() if limited}


def those_that_stay(living: Callable[[], list[int]]) -> list[int]:
    """Wait while processes are on their way out; the pids of those that sleep, or run for longer than LINGER."""
    limit = time.monotonic() + LINGER
    since, last = time.monotonic(), None
    while (pids := living()) and time.monotonic() < limit:
        if sys.platform == "linux":
            passes = linux.asleep(pids)
            if passes is None or passes != last:
                since, last = time.monotonic(), passes
            elif time.monotonic() - since > DWELL:
                return pids
        time.sleep(0.001)
    return pids


def calibrated() -> bool:
    """Whether this machine shows what the proof needs: a child in a known read is seen in exactly that."""
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
        passes = linux.asleep([child])
        if passes is None:
            continue
        call = decode(passes[0][3])
        return call is not None and (call.name, call.fd) == ("read", reader) and passes[0][4].isdigit()
    return False
