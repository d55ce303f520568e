"""Processes outside a tree: what they have open and what they have mapped, so far as it may be read.

A copy of an end may have been passed on, opened through /proc, or opened by a name that is gone. Nothing tells but a
look at everybody, which is taken for a proof alone. What lies in a message that nobody has received, or is registered
with an io_uring, is open as well, and no file shows what it is; but it is shown that something is there.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Collection, Iterator

from kata.facts import Outside, Process, Snapshot, Thread
from kata.kernel import frozen, procfs, same, shared_memory, socket_limits
from kata.kernel.attributes import attributes
from kata.kernel.descriptors import fdinfo
from kata.kernel.procfs import GONE

AN_EPOLL = ("eventpoll", 0)  # one is like another, and most programs have one
AN_IO_URING = "anon_inode:[io_uring]"
KERNEL_THREAD = 0x00200000  # PF_KTHREAD, include/linux/sched.h
FIRST = "pid:[4026531836]"  # the namespace in which all pids can be seen: PROC_PID_INIT_INO, linux/proc_ns.h

Opened = tuple[str, int, str]
"""A folder in /proc, the number of a descriptor there, and the text of its link."""


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
    hidden = _somebody_is_left_out()
    in_flight = False
    epolls = [(t.tid, t.call.arguments[0]) for t in threads if t.call and t.call.name.startswith("epoll")]
    for pid in procfs.processes():
        if pid in inside:
            continue
        try:
            for each in _opened(pid):
                things = set(_things(each, files | memories))
                is_another = AN_EPOLL in things and not any(_is_epoll(each, *epoll) for epoll in epolls)
                holds |= things - {AN_EPOLL} if is_another else things
                in_flight = in_flight or _carries(each)
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
        in_flight=in_flight,
    )


def _somebody_is_left_out() -> bool:
    """Whether /proc lists only some of the processes of this machine: hidepid in proc(5), pid_namespaces(7)."""
    return not os.path.exists("/proc/1") or os.readlink("/proc/self/ns/pid") != FIRST


def _is_epoll(opened: Opened, tid: int, fd: int) -> bool:
    """Whether this is the epoll of a thread; where the kernel may not be asked, whether it has the same members."""
    place, number, _ = opened
    known = same.is_one(tid, fd, int(os.path.basename(place)), number)
    if known is not None:
        return known
    members = [fdinfo(pid, each).get("tfd", "") for pid, each in ((tid, fd), (_in_proc(place), number))]
    return members[0] == members[1]


def _carries(opened: Opened) -> bool:
    """Whether descriptors wait here to be received, or to be used: unix(7), io_uring(7)."""
    place, fd, link = opened
    if not link.startswith("socket:") and link != AN_IO_URING:
        return False
    try:
        info = fdinfo(_in_proc(place), fd)
    except GONE:
        return False
    return any(int(info.get(key, "0")) for key in ("scm_fds", "UserFiles"))


def _limited(snapshot: Snapshot) -> frozenset[int]:
    """The sockets with a time limit on which a thread waits, or which may break a connection when it is over."""
    limited: dict[int, bool] = {}
    for process in snapshot.processes:
        awaited = {thread.call.fd for thread in process.threads if thread.call is not None}
        for each in process.descriptors:
            known = snapshot.sockets.get(each.inode) if each.kind == "socket" else None
            if (
                known is not None
                and each.inode not in limited
                and (each.fd in awaited or known.family == "TCP")
            ):
                limited[each.inode] = socket_limits.is_limited(process.pid, each.fd)
    return frozenset(inode for inode, is_limited in limited.items() if is_limited)


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
    for each in _opened(pid):
        yield from _things(each, files)


def _opened(pid: int) -> Iterator[Opened]:
    """The open descriptors of a process."""
    for place in _tables(pid):
        for fd in os.listdir(f"{place}/fd"):
            with contextlib.suppress(FileNotFoundError):
                yield place, int(fd), _link(f"{place}/fd/{fd}")


def _link(file: str) -> str:
    """The text of a link of /proc/PID/fd; empty for a path that is longer than a page, which the kernel does not tell:
    only files have such."""
    try:
        return os.readlink(file)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return ""
        raise


def _things(opened: Opened, files: Collection[int]) -> Iterator[tuple[str, int]]:
    place, fd, link = opened
    kind, _, number = link.partition(":[")
    with contextlib.suppress(FileNotFoundError):
        if kind in ("socket", "pipe"):
            yield kind, int(number[:-1])
        elif link.startswith("anon_inode:"):
            yield _anonymous(place, fd, link.removeprefix("anon_inode:").strip("[]"))
        elif files:
            inode = _inode(place, fd)
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
    """The inode of an open file; Linux tells it without a call for each since 5.14."""
    known = fdinfo(_in_proc(place), fd).get("ino")
    return int(known) if known else attributes(f"{place}/fd/{fd}").inode


def _anonymous(place: str, fd: int, kind: str) -> tuple[str, int]:
    """An eventfd has an id; of the others, one is like another."""
    if kind != "eventfd":
        return kind, 0
    return kind, int(fdinfo(_in_proc(place), fd).get("eventfd-id", "0"))


def _in_proc(place: str) -> str:
    return place.removeprefix("/proc/")


def _is_of_the_kernel(pid: int) -> bool:
    try:
        return bool(int(procfs.stat(pid)[1][6]) & KERNEL_THREAD)
    except OSError:
        return False
