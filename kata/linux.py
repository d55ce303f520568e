"""The first step on Linux: what /proc tells of a tree of processes, read by one of their ancestors.

Everything is in proc(5). `syscall` needs the right to ptrace the process, which an ancestor of the same user
has even where Yama restricts it; nothing here ever stops, signals or slows down the processes it looks at.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import stat
import struct
from collections.abc import Iterable

from kata.facts import Call, Descriptor, Process, Snapshot, Thread
from kata.reporter import ASK
from kata.sock_diag import unix_sockets
from kata.syscalls import as_int, decode

# One thread: pid, tid, its state, the line of `syscall`, and how often it went to sleep by its own will.
Sleep = tuple[int, int, str, str, str]

PR_SET_CHILD_SUBREAPER = 36  # prctl(2)
ACCESS = {os.O_RDONLY: "read", os.O_WRONLY: "write", os.O_RDWR: "both"}
GONE = (FileNotFoundError, ProcessLookupError)


def become_subreaper() -> bool:
    """Make this process the parent of orphaned descendants, as init is for all others (prctl(2))."""
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0)


def children(pid: int) -> list[int]:
    """The children of a process, zombies included, of all its threads, in the order of their birth."""
    found: list[int] = []
    try:
        for tid in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{tid}/children") as file:
                found += map(int, file.read().split())
    except GONE:
        pass
    return found


def descendants(pid: int) -> list[int]:
    """All processes below `pid`, parents before their children."""
    found: list[int] = []
    level = children(pid)
    while level:
        found += level
        level = [child for parent in level for child in children(parent)]
    return found


def asleep(pids: Iterable[int]) -> tuple[Sleep, ...] | None:
    """One pass over all threads of the processes; None as soon as one of them runs.

    Two equal passes prove that all of them slept at one instant between the passes: `syscall` is read before
    the counter of voluntary switches, and nobody can run and sleep again without moving the counter.
    """
    passes: list[Sleep] = []
    try:
        for pid in pids:
            for tid in os.listdir(f"/proc/{pid}/task"):
                line = _syscall(pid, tid)
                if line == "running":
                    return None
                state, switches = _status(pid, int(tid))
                if state not in ("S", "Z", "X", "T") or (not line and state not in ("Z", "X")):
                    return None
                passes.append((pid, int(tid), state, line, switches))
    except GONE:
        return None
    return tuple(passes)


def one_look(pids: Iterable[int]) -> tuple[Sleep, ...]:
    """The same for processes that may run: what is seen is worth an explanation, but no proof."""
    seen: list[Sleep] = []
    for pid in pids:
        try:
            for tid in os.listdir(f"/proc/{pid}/task"):
                line = _syscall(pid, tid)
                state, switches = _status(pid, int(tid))
                seen.append((pid, int(tid), state, line, switches))
        except GONE:
            continue
    return tuple(seen)


def _syscall(pid: int, tid: str) -> str:
    """The line of `syscall`; empty where it may not be read, as that of a zombie by anybody but root."""
    try:
        with open(f"/proc/{pid}/task/{tid}/syscall") as file:
            return file.read().strip()
    except PermissionError:
        return ""


def _status(pid: int, tid: int) -> tuple[str, str]:
    with open(f"/proc/{pid}/task/{tid}/status") as file:
        text = file.read()
    state = text[text.index("State:") + 6 :].split(None, 1)[0]
    switches = text.rpartition("\nvoluntary_ctxt_switches:")[2].split(None, 1)
    return state, switches[0] if switches else ""


def snapshot(passes: tuple[Sleep, ...]) -> Snapshot:
    """Everything about the processes of one pass of `asleep`."""
    threads: dict[int, list[Thread]] = {}
    for pid, tid, state, line, _ in passes:
        threads.setdefault(pid, []).append(Thread(tid, state, decode(line) if state == "S" else None))
    processes = tuple(_process(pid, tuple(of_pid)) for pid, of_pid in threads.items())
    inodes = {d.inode for process in processes for d in process.descriptors if d.kind == "socket"}
    polled = {
        thread.tid: _polled(process.pid, thread.call)
        for process in processes
        for thread in process.threads
        if thread.call
    }
    armed = tuple(reason for process in processes for reason in _armed(process))
    return Snapshot(processes, unix_sockets() if inodes else {}, polled, armed)


def _process(pid: int, threads: tuple[Thread, ...]) -> Process:
    with open(f"/proc/{pid}/stat") as file:
        name, _, rest = file.read().partition("(")[2].rpartition(")")
    fields = rest.split()
    dead = all(thread.state in "ZX" for thread in threads)
    return Process(
        pid=pid,
        parent=int(fields[1]),
        image=None if dead or _can_tell(pid) else name,
        threads=threads,
        descriptors=() if dead else descriptors(pid),
        exit_status=int(fields[49]) if dead else None,
    )


def _can_tell(pid: int) -> bool:
    """Whether there is a `reporter` in the process: exec takes the handlers of signals away, fork does not."""
    with open(f"/proc/{pid}/status") as file:
        caught = int(file.read().partition("\nSigCgt:")[2].split(None, 1)[0], 16)
    return bool(caught >> (ASK - 1) & 1)


def descriptors(pid: int | str) -> tuple[Descriptor, ...]:
    """The open descriptors of a process that can keep another one waiting, in the order of their numbers."""
    found = []
    for fd in sorted(map(int, os.listdir(f"/proc/{pid}/fd"))):
        try:
            found.append(_descriptor(pid, fd))
        except GONE:
            continue  # closed meanwhile
    return tuple(found)


def _descriptor(pid: int | str, fd: int) -> Descriptor:
    link = os.readlink(f"/proc/{pid}/fd/{fd}")
    kind, _, number = link.partition(":[")
    if kind == "socket":
        return Descriptor(fd, "socket", int(number[:-1]))
    if kind == "pipe":
        return Descriptor(fd, "pipe", int(number[:-1]), _access(pid, fd))
    if link.startswith("anon_inode:"):
        return Descriptor(fd, link.removeprefix("anon_inode:").strip("[]"), 0)
    facts = os.stat(f"/proc/{pid}/fd/{fd}")
    if stat.S_ISFIFO(facts.st_mode):
        return Descriptor(fd, "fifo", facts.st_ino, _access(pid, fd))
    if stat.S_ISREG(facts.st_mode) or stat.S_ISDIR(facts.st_mode):
        return Descriptor(fd, "file", facts.st_ino, _access(pid, fd))
    return Descriptor(fd, "device", facts.st_ino)


def _access(pid: int | str, fd: int) -> str:
    flags = int(_fdinfo(pid, fd, "flags") or "0", 8)
    return ACCESS.get(flags & os.O_ACCMODE, "both")


def _fdinfo(pid: int | str, fd: int, key: str) -> str | None:
    with open(f"/proc/{pid}/fdinfo/{fd}") as file:
        found = re.search(rf"^{key}:\s*(.*)$", file.read(), re.MULTILINE)
    return found[1] if found else None


def _armed(process: Process) -> list[str]:
    """Clocks that will wake the process, as far as /proc shows them: timerfd_create(2), timer_create(2)."""
    reasons = []
    for descriptor in process.descriptors:
        if descriptor.kind == "timerfd":
            value = _fdinfo(process.pid, descriptor.fd, "it_value") or ""
            if set(re.findall(r"\d+", value)) != {"0"}:
                reasons.append(f"process {process.pid} has an armed timerfd")
    if not process.exited:
        with open(f"/proc/{process.pid}/timers") as file:
            if file.read().strip():
                reasons.append(f"process {process.pid} has a POSIX timer")
    return reasons


def _polled(pid: int, call: Call) -> tuple[int, ...]:
    """The descriptors in a poll(2), select(2) or epoll_wait(2), read from the memory of the process."""
    if call.name in ("poll", "ppoll"):
        data = _memory(pid, call.arguments[0], 8 * as_int(call.arguments[1]))
        return tuple(fd for fd, _, _ in struct.iter_unpack("ihh", data) if fd >= 0)
    if call.name in ("select", "pselect6"):
        highest = min(as_int(call.arguments[0]), 1024)
        members = 0
        for pointer in filter(None, call.arguments[1:4]):
            members |= int.from_bytes(_memory(pid, pointer, (highest + 7) // 8), "little")
        return tuple(fd for fd in range(highest) if members >> fd & 1)
    if call.name.startswith("epoll"):
        with open(f"/proc/{pid}/fdinfo/{as_int(call.arguments[0])}") as file:
            return tuple(int(fd) for fd in re.findall(r"^tfd:\s*(\d+)", file.read(), re.MULTILINE))
    return ()


def _memory(pid: int, address: int, size: int) -> bytes:
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        memory.seek(address)
        data = memory.read(size)
    if len(data) != size:
        raise OSError(errno.EFAULT, os.strerror(errno.EFAULT))
    return data
