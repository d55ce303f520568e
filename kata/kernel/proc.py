"""Read from /proc all that it tells of a tree of processes, as one of their ancestors: proc(5).

`syscall` needs the right to ptrace the process, which an ancestor of the same user has even where Yama restricts it.
Nothing here stops, signals or slows down the processes that it looks at.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Container, Iterable
from dataclasses import replace

from kata.agent.asking import ASK
from kata.facts import Call, Memory, Process, Snapshot, Socket, Thread
from kata.kernel import (
    callers,
    detours,
    edges,
    inet,
    locks,
    meetings,
    mutexes,
    procfs,
    shared_memory,
    signals,
)
from kata.kernel.attributes import attributes
from kata.kernel.descriptors import descriptors, fdinfo, memory, polled
from kata.kernel.networks import Networks
from kata.kernel.procfs import GONE
from kata.kernel.syscalls import FUTEX_PRIVATE_FLAG, VFORKS, decode
from kata.kernel.unix_sockets import unix_sockets

# One thread: pid, tid, its state, the line of `syscall`, and how often it has gone to sleep by its own will.
Sleep = tuple[int, int, str, str, str]

TFD_TIMER_CANCEL_ON_SET = 2  # it wakes its reader whenever somebody sets the clock: timerfd_create(2)
FORK_SERVER = "from multiprocessing.forkserver import main"  # in the command that starts it


def asleep(pids: Iterable[int], spare: Container[int] = ()) -> tuple[Sleep, ...] | None:
    """One pass over all threads of the processes but those to spare; None as soon as one of them runs.

    Two equal passes prove that all of them slept at one instant between the passes.
    """
    # No call shows a whole tree at one instant: while one thread is looked at, the others go on. Two processes that
    # play ping-pong can be found asleep one after the other, though one of them always runs. Why are two passes
    # enough?
    #
    # Take a thread, and let the first pass read its counter of voluntary switches at the time b1, the second pass its
    # `syscall` at a2 and its counter at b2, with the same count both times. The kernel counts such a switch whenever
    # a thread goes to sleep, and never counts back, so none happened from b1 to b2. At a2 the thread slept; it has
    # not gone to sleep since b1; so it slept at b1 already, and all the time from b1 to a2. That is true of each
    # thread, and the end of the first pass lies between b1 and a2 of them all: there, everybody slept. A thread that
    # was made or has ended in between makes the passes differ, and whoever sleeps makes none.
    #
    # So the order matters: `syscall` comes before the counter. The other way round, a thread could still run when the
    # second pass reads its counter, and sleep a moment later when its `syscall` is read: the passes would be equal,
    # and it was awake between them. The letter of the state is no help, for it says S as soon as a thread begins to
    # look for a reason to sleep; `syscall` says "running" until it is off its core.
    #
    # Tried on a ring of processes that pass one byte on: one pass was wrong up to once in three, two passes without
    # the counter once in thirteen, two with it never. Rejected: to stop the tree for the look, by a signal or by
    # ptrace(2). A signal ends `pause` and shortens `write`, so the look would change what it looks at; and a tracer
    # keeps every debugger away. The freezer of cgroups(7) disturbs nobody, but needs rights that a learner has not.
    passes: list[Sleep] = []
    try:
        for pid in pids:
            for tid in procfs.threads(pid):
                if tid in spare:
                    continue
                line = _syscall(pid, tid)
                if line == "running":
                    return None
                state, switches = _status(pid, tid)
                if state not in ("S", "Z", "X", "T") or (not line and state not in ("Z", "X")):
                    return None
                passes.append((pid, tid, state, line, switches))
    except GONE:
        return None
    return tuple(passes)


def one_look(pids: Iterable[int]) -> tuple[Sleep, ...]:
    """Look once at processes that may run: enough for an explanation, but not for a proof."""
    seen: list[Sleep] = []
    for pid in pids:
        try:
            for tid in procfs.threads(pid):
                line = _syscall(pid, tid)
                state, switches = _status(pid, tid)
                seen.append((pid, tid, state, line, switches))
        except GONE:
            continue
    return tuple(seen)


def _syscall(pid: int, tid: int) -> str:
    """The line of `syscall`; empty if it may not be read, as that of a zombie by anybody but root."""
    try:
        return procfs.read(f"/proc/{pid}/task/{tid}/syscall").strip()
    except PermissionError:
        return ""


def _status(pid: int, tid: int) -> tuple[str, str]:
    state, switches = procfs.status(pid, "State", "voluntary_ctxt_switches", tid=tid)
    return state[:1], switches


def in_vfork(pids: Iterable[int]) -> set[int]:
    """The threads that wait in vfork(2): until their child execs or exits, a signal does not wake them either.

    With them come the threads beside that wait for a lock for a time of their own: Python keeps its one lock meanwhile,
    and who wants that looks every 5 ms.
    """
    found: set[int] = set()
    for pid in pids:
        try:
            lines = {tid: _syscall(pid, tid) for tid in procfs.threads(pid)}
            forking = {
                tid
                for tid, line in lines.items()
                if line.partition(" ")[0] in VFORKS and _status(pid, tid)[0] == "D"
            }
        except GONE:
            continue
        beside = {tid for tid, line in lines.items() if forking and _waits_for_a_while(line)}
        found |= forking | beside
    return found


def _waits_for_a_while(line: str) -> bool:
    call = decode(line)
    return call is not None and call.name == "futex" and not call.endless


def snapshot(passes: tuple[Sleep, ...], networks: Networks = ()) -> Snapshot:
    """All about the processes of one pass of `asleep`. networks: netlink sockets for other networks of the tree."""
    locked = locks.read()
    threads: dict[int, list[Thread]] = {}
    for pid, tid, state, line, _ in passes:
        call = decode(line) if state == "S" else None
        threads.setdefault(pid, []).append(_thread(pid, tid, state, call, locked, line))
    processes = tuple(_process(pid, tuple(of_pid)) for pid, of_pid in threads.items())
    held = {d.inode for process in processes for d in process.descriptors if d.kind == "socket"}
    files = {d.inode for process in processes for d in process.descriptors if d.kind == "file"}
    sockets = _sockets(processes, held, networks) if held else {}
    return Snapshot(
        tuple(meetings.with_callees(process, sockets) for process in processes),
        sockets,
        tuple(reason for process in processes for reason in _armed(process)),
        locks.takers(locked, files),
    )


def _thread(pid: int, tid: int, state: str, call: Call | None, locked: list[locks.Line], line: str) -> Thread:
    if call is None:
        return Thread(tid, state, None)
    if call.endless and detours.is_on_one(pid, tid):
        call = replace(call, endless=False)
    waited = polled(tid, call)
    numbers = [fd for fd, _ in waited] if call.fd is None else [call.fd]
    return Thread(
        tid,
        state,
        call,
        waited,
        meetings.opening(tid, call),
        _memory(tid, call),
        _blocker(pid, tid, call, locked),
        tid != pid and any(_leads_elsewhere(pid, tid, fd) for fd in numbers if fd >= 0),
        edges.told_once(pid, tid, call),
        mutexes.owner(tid, call) if call.name == "futex" and call.endless else 0,
        not call.name.startswith("epoll") or callers.resumes(pid, tid, line),
    )


def _leads_elsewhere(pid: int, tid: int, fd: int) -> bool:
    """Whether a number means one thing to a thread and another to its process: unshare(2) with CLONE_FILES."""
    leads = []
    for place in (f"/proc/{procfs.folder(pid)}", f"/proc/{tid}"):
        try:
            leads.append(os.readlink(f"{place}/fd/{fd}"))
        except FileNotFoundError:
            leads.append("")
    return leads[0] != leads[1]


def _blocker(pid: int, tid: int, call: Call, locked: list[locks.Line]) -> str:
    if call.name not in ("flock", "fcntl") or call.fd is None:
        return ""
    return locks.blocker(locked, pid, attributes(f"/proc/{tid}/fd/{call.fd}").inode)


def _sockets(processes: tuple[Process, ...], held: set[int], networks: Networks) -> dict[int, Socket]:
    """The sockets of the machine's own network, and of the tree's other networks."""
    found = unix_sockets()
    for network in networks:
        found |= unix_sockets(network)
    if not held <= found.keys():
        living = [process.pid for process in processes if not process.exited]
        for pid in {os.readlink(f"/proc/{pid}/ns/net"): pid for pid in living}.values():
            found |= inet.of_process(pid)
    return found


def _memory(tid: int, call: Call) -> Memory | None:
    """The memory of a lock, if others can have it too.

    Memory of one process alone is no place for a lock that asks for no such memory, but for the tid of a thread that is
    joined, set_tid_address(2): another mapping may have been there when the wait began.
    """
    if call.name != "futex" or call.arguments[1] & FUTEX_PRIVATE_FLAG:
        return None
    found = shared_memory.at(tid, call.arguments[0])
    return found or (None if _is_a_thread(tid, call.arguments[0]) else shared_memory.UNKNOWN)


def _is_a_thread(tid: int, address: int) -> bool:
    (word,) = struct.unpack("=I", memory(tid, address, 4))
    return word in procfs.threads(tid)


def _process(pid: int, threads: tuple[Thread, ...]) -> Process:
    name, fields = procfs.stat(pid)
    traced = any(procfs.status(pid, "TracerPid", tid=thread.tid) != ["0"] for thread in threads)
    if all(thread.state in "ZX" for thread in threads):
        return Process(pid, int(fields[1]), None, threads, (), exit_status=int(fields[49]), traced=traced)
    folder = procfs.folder(pid)
    fork_server = FORK_SERVER in procfs.read(f"/proc/{folder}/cmdline")
    masks = signals.masks(pid)
    handles, interruptible = signals.handled(masks, _program(folder), fork_server)
    pending, deadly = signals.pending(masks)
    return Process(
        pid=pid,
        parent=int(fields[1]),
        image=None if can_tell(pid) else name,
        threads=threads,
        descriptors=descriptors(folder),
        handles=handles,
        interruptible=interruptible,
        terminal=fields[4] != "0",
        traced=traced,
        fork_server=fork_server,
        timers=_timers(pid),
        library_signals=signals.of_the_library(folder),
        pending=pending,
        deadly=deadly,
    )


def _program(folder: str) -> str:
    """The name of the file that a process runs, without the word that it was deleted or replaced meanwhile.

    folder: of the process in /proc.
    """
    try:
        return signals.program(os.readlink(f"/proc/{folder}/exe").removesuffix(" (deleted)"))
    except OSError:
        return ""


def can_tell(pid: int) -> bool:
    """Whether there is a `reporter` in the process: exec takes the handlers of signals away, fork does not."""
    (caught,) = procfs.status(pid, "SigCgt")
    handled = int(caught, 16) >> 34  # the signals that no C library keeps for itself, 35 to 64
    everything = handled == (1 << 30) - 1  # a runtime that handles whatever there is, as that of Go does
    return bool(int(caught, 16) >> (ASK - 1) & 1) and not everything


def _armed(process: Process) -> list[str]:
    """The clocks of a process that /proc shows, as reasons for a veto: timerfd_create(2)."""
    reasons = []
    for descriptor in process.descriptors:
        if descriptor.kind == "timerfd":
            info = fdinfo(procfs.folder(process.pid), descriptor.fd)
            of_the_clock = int(info.get("settime flags", "0"), 8) & TFD_TIMER_CANCEL_ON_SET
            if of_the_clock or set(re.findall(r"\d+", info.get("it_value", ""))) != {"0"}:
                reasons.append(f"process {process.pid} has an armed timerfd")
    return reasons


def _timers(pid: int) -> tuple[int, ...]:
    """The numbers of the POSIX timers of a process, whether they are armed or not: proc_pid_timers(5)."""
    return tuple(
        int(number) for number in re.findall(r"^ID: (\d+)$", procfs.read(f"/proc/{pid}/timers"), re.MULTILINE)
    )
