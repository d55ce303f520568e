"""What epoll has told once and tells no more: data that came before and still lies there unread, epoll(7).

A descriptor that is watched by edges, or once, is told when something comes, and not that something is there. Whether
it is there, no file in /proc says; a copy of the descriptor does, which is asked and closed again: pidfd_getfd(2).
"""

from __future__ import annotations

import array
import contextlib
import ctypes
import errno
import fcntl
import os
import select
import termios

from kata.facts import Call, Missed
from kata.kernel import procfs
from kata.kernel.syscalls import as_int

PIDFD_GETFD = 438  # on every machine: include/uapi/asm-generic/unistd.h


def missed(pid: int, tid: int, call: Call) -> tuple[Missed, ...]:
    """The descriptors in the epoll of a thread in which something lies that was told already; none where that is hidden."""
    if not call.name.startswith("epoll"):
        return ()
    found = []
    for key, value in procfs.fdinfo(tid, as_int(call.arguments[0])):
        fd, _, events, *_ = value.split() if key == "tfd" else ("-1", "", "0")
        how = _once(int(events, 16))
        each = _unread(pid, int(fd), how) if how else None
        found += [each] if each else []
    return tuple(found)


def _once(events: int) -> str | None:
    """The flag by which epoll tells of data once, if it does: what is told once and was told has no events any more."""
    wanted = events & ~(select.EPOLLET | select.EPOLLONESHOT | select.EPOLLEXCLUSIVE) & 0xFFFFFFF
    if events & select.EPOLLONESHOT and not wanted:
        return "EPOLLONESHOT"
    return "EPOLLET" if events & select.EPOLLET and events & select.EPOLLIN else None


def _unread(pid: int, fd: int, how: str) -> Missed | None:
    try:
        copy = _copy_of(pid, fd)
    except OSError:
        return None
    try:
        poll = select.poll()
        poll.register(copy, select.POLLIN)
        events = sum(event for _, event in poll.poll(0))
        count = array.array("i", [0])
        with contextlib.suppress(OSError):  # a socket that listens has clients and no bytes
            fcntl.ioctl(copy, termios.FIONREAD, count)
    finally:
        os.close(copy)
    if not events & (select.POLLIN | select.POLLHUP):
        return None
    return Missed(fd, count[0], how, bool(events & select.POLLHUP))


def _copy_of(pid: int, fd: int) -> int:
    """A copy of a descriptor of another process, by the right to trace it."""
    process = os.pidfd_open(pid)
    try:
        copy = int(ctypes.CDLL(None, use_errno=True).syscall(PIDFD_GETFD, process, fd, 0))
        if copy < 0:
            raise OSError(ctypes.get_errno() or errno.EPERM, os.strerror(ctypes.get_errno()))
    finally:
        os.close(process)
    return copy
