"""Processes outside a tree: what they have open and what they have mapped, so far as it may be read.

A copy of an end may have been passed on, opened through /proc, or opened by a name that is gone. Nothing tells but a
look at everybody, which is taken for a proof alone.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterator

from kata.facts import Outside, Process, Snapshot, Thread
from kata.kernel import frozen, procfs, same, shared_memory, socket_limits
from kata.kernel.descriptors import fdinfo
from kata.kernel.procfs import GONE

AN_EPOLL = ("eventpoll", 0)  # one is like another, and most programs have one
KERNEL_THREAD = 0x00200000  # PF_KTHREAD, include/linux/sched.h


def outside(snapshot: Snapshot) -> Outside:
    """The things held by all processes that are neither in the tree nor this one."""
    inside = {process.pid for process in snapshot.processes} | {os.getpid()}
    threads = [thread for process in snapshot.processes for thread in process.threads]
    files = {
        d.inode for process in snapshot.processes for d in process.descriptors if d.kind in ("file", "fifo")
    }
    files |= {thread.opening.inode for thread in threads if thread.opening}
    memories = {thread.memory.inode for thread in threads if thread.memory}
    holds: set[tuple[str, int]] = set()
    maps: set[tuple[str, int]] = set()
    hidden = not os.path.exists("/proc/1")  # others are left out of the list altogether: hidepid in proc(5)
    for pid in procfs.processes():
        if pid in inside:
            continue
        try:
            holds |= {each for each in held(pid, files | memories) if each != AN_EPOLL}
            if memories:
                maps |= shared_memory.mapped(procfs.folder(pid))
        except GONE:
            continue
        except PermissionError:
            hidden = hidden or not _is_of_the_kernel(pid)
    living = [process.pid for process in snapshot.processes if not process.exited]
    return Outside(
        frozenset(holds),
        frozenset(maps),
        hidden,
        limited=_limited(snapshot),
        frozen=frozen.frozen(living),
    )


def _limited(snapshot: Snapshot) -> frozenset[int]:
    """The sockets with a time limit on which a thread waits."""
    return frozenset(
        each.inode
        for process in snapshot.processes
        for thread in process.threads
        for each in process.descriptors
        if each.kind == "socket" and thread.call is not None and thread.call.fd == each.fd
        if socket_limits.is_limited(process.pid, each.fd)
    )


def holders(snapshot: Snapshot) -> list[int]:
    """Pids outside the tree that hold an end of a pipe or connection on which one of the tree waits, so far as seen."""
    inside = {process.pid for process in snapshot.processes} | {os.getpid()}
    awaited = {
        each
        for process in snapshot.processes
        for thread in process.threads
        for each in _awaited(process, thread, snapshot)
    }
    found = []
    for pid in sorted(procfs.processes()) if awaited else ():
        if pid in inside:
            continue
        with contextlib.suppress(*GONE, PermissionError):
            if not awaited.isdisjoint(held(pid, {inode for kind, inode in awaited if kind == "fifo"})):
                found.append(pid)
    return found


def _awaited(process: Process, thread: Thread, snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    """The pipes, FIFOs and sockets on which a thread waits, with the peers of sockets."""
    fds = {fd for fd, _ in thread.polled} | ({thread.call.fd} if thread.call else set())
    for each in process.descriptors:
        if each.fd in fds and each.kind in ("pipe", "fifo", "socket"):
            yield each.kind, each.inode
            known = snapshot.sockets.get(each.inode) if each.kind == "socket" else None
            if known is not None and known.peer > 0 and not known.listening:
                yield "socket", known.peer


def held(pid: int, files: Collection[int] = ()) -> Iterator[tuple[str, int]]:
    """Kind and inode of all that a process has open. files: the inodes of the files and FIFOs that matter.

    A file is no thing that is waited for by itself, and a look at it may take for ever: only its inode is asked.
    """
    for place in _tables(pid):
        for fd in os.listdir(f"{place}/fd"):
            with contextlib.suppress(FileNotFoundError):
                link = os.readlink(f"{place}/fd/{fd}")
                kind, _, number = link.partition(":[")
                if kind in ("socket", "pipe"):
                    yield kind, int(number[:-1])
                elif link.startswith("anon_inode:"):
                    yield _anonymous(place, int(fd), link.removeprefix("anon_inode:").strip("[]"))
                elif files:
                    inode = _inode(place, int(fd))
                    if inode in files:
                        yield from (("file", inode), ("fifo", inode))


def _tables(pid: int) -> list[str]:
    """The folders of the descriptors of a process: of its first thread, and of those that have others or outlive it."""
    first = [f"/proc/{pid}"] if procfs.stat(pid)[1][0] not in ("Z", "X") else []
    others = [
        tid for tid in procfs.threads(pid) if tid != pid and not (first and same.shares_descriptors(pid, tid))
    ]
    return first + [f"/proc/{pid}/task/{tid}" for tid in others if procfs.is_alive(pid, tid)]


def _inode(place: str, fd: int) -> int:
    """The inode of an open file, without a question to its file system where the kernel knows it: since Linux 5.14."""
    known = fdinfo(place.removeprefix("/proc/"), fd).get("ino")
    return int(known) if known else os.stat(f"{place}/fd/{fd}").st_ino


def _anonymous(place: str, fd: int, kind: str) -> tuple[str, int]:
    """An eventfd has an id; of the others, one is like another."""
    if kind != "eventfd":
        return kind, 0
    return kind, int(fdinfo(place.removeprefix("/proc/"), fd).get("eventfd-id", "0"))


def _is_of_the_kernel(pid: int) -> bool:
    try:
        return bool(int(procfs.stat(pid)[1][6]) & KERNEL_THREAD)
    except OSError:
        return False
