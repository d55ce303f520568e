"""News that epoll tells once, and no more: data that came before and still lies there unread, for example: epoll(7).

A descriptor that is watched by edges, or once, is told when something comes, and not that something is there. Whether
it is there, no file in /proc says; a copy of the descriptor does, which is asked and closed again: pidfd_getfd(2).
"""

from __future__ import annotations

import array
import contextlib
import fcntl
import os
import select
import termios

from kata.facts import Call, Once
from kata.kernel import procfs
from kata.kernel.descriptors import copy_of, descriptors
from kata.kernel.syscalls import as_int

FLAGS = select.EPOLLET | select.EPOLLONESHOT | select.EPOLLEXCLUSIVE | 1 << 29  # EPOLLWAKEUP


def told_once(pid: int, tid: int, call: Call) -> tuple[Once, ...]:
    """The descriptors that the epoll of a thread tells of once; none where their state may not be seen."""
    if not call.name.startswith("epoll"):
        return ()
    watched = _watched(tid, as_int(call.arguments[0]))
    once = [(fd, events) for fd, events in watched if events & (select.EPOLLET | select.EPOLLONESHOT)]
    return tuple(each for fd, events in once for each in _seen(pid, fd, events))


def are_watched(pid: int) -> bool:
    """Whether an epoll of a process watches something by edges. Raises OSError where that may not be seen."""
    epolls = [each.fd for each in descriptors(pid) if each.kind == "eventpoll"]
    return any(events & select.EPOLLET for fd in epolls for _, events in _watched(pid, fd))


def _watched(tid: int, epoll: int) -> list[tuple[int, int]]:
    """The descriptors that an epoll watches, and for which events."""
    lines = [value.split() for key, value in procfs.fdinfo(tid, epoll) if key == "tfd"]
    return [(int(fd), int(events, 16)) for fd, _, events, *_ in lines]


def _seen(pid: int, fd: int, flags: int) -> list[Once]:
    try:
        copy = copy_of(pid, fd)
    except OSError:
        return []
    try:
        poll = select.poll()
        poll.register(copy, select.POLLIN | select.POLLOUT)
        events = sum(event for _, event in poll.poll(0))
        count = array.array("i", [0])
        with contextlib.suppress(OSError):  # a socket that listens has clients and no bytes
            fcntl.ioctl(copy, termios.FIONREAD, count)
    finally:
        os.close(copy)
    spent = bool(flags & select.EPOLLONESHOT) and not flags & ~FLAGS & 0xFFFFFFFF
    reads = spent or bool(flags & select.EPOLLET and flags & select.EPOLLIN)
    readable = reads and bool(events & (select.POLLIN | select.POLLHUP))
    how = "EPOLLONESHOT" if spent else "EPOLLET"
    return [Once(fd, how, readable, bool(events & select.POLLOUT), count[0], bool(events & select.POLLHUP))]
