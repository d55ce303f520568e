"""The open descriptors of a process, from /proc/PID/fd and /proc/PID/fdinfo: proc_pid_fdinfo(5)."""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import struct
from collections.abc import Iterator
from typing import Literal

from kata.facts import Access, Call, Descriptor
from kata.kernel import locks, procfs, same
from kata.kernel.attributes import Attributes, attributes
from kata.kernel.procfs import GONE
from kata.kernel.syscalls import as_int

PIDFD_GETFD = 438  # on every machine: include/uapi/asm-generic/unistd.h

ACCESS: dict[int, Access] = {os.O_RDONLY: "read", os.O_WRONLY: "write", os.O_RDWR: "both"}
PTY_MASTER, TTY = "/dev/ptmx", "/dev/tty"
PTY_SLAVES = 136  # the first of eight major device numbers: admin-guide/devices.txt of the kernel
READABLE, WRITABLE = 0x1 | 0x2, 0x4  # POLLIN | POLLPRI, POLLOUT: the same for epoll
LARGEST = 1 << 24  # bytes of memory that a call looks at: a pollfd for each of two million descriptors

Polled = tuple[tuple[int, Access], ...]
Info = dict[str, str]


def descriptors(pid: int | str) -> tuple[Descriptor, ...]:
    """The open descriptors of a process, in the order of their numbers."""
    found = []
    for fd in sorted(map(int, os.listdir(f"/proc/{pid}/fd"))):
        try:
            found.append(descriptor(pid, fd))
        except GONE:
            continue  # closed meanwhile
    return tuple(found)


def descriptor(pid: int | str, fd: int) -> Descriptor:
    """One open descriptor of a process. Raises OSError if there is none."""
    return _descriptor(pid, fd, fdinfo(pid, fd))


def _descriptor(pid: int | str, fd: int, info: Info) -> Descriptor:
    link = os.readlink(f"/proc/{pid}/fd/{fd}")
    kind, _, number = link.partition(":[")
    flags = int(info.get("flags", "0"), 8)
    access, signals = ACCESS.get(flags & os.O_ACCMODE, "both"), bool(flags & os.O_ASYNC)
    if kind == "socket":
        carries = int(info.get("scm_fds", "0"))
        return Descriptor(fd, "socket", int(number[:-1]), carries=carries, signals=signals)
    if kind == "pipe":
        return Descriptor(fd, "pipe", int(number[:-1]), access, signals=signals)
    if link.startswith("anon_inode:"):
        kind = link.removeprefix("anon_inode:").strip("[]")
        return Descriptor(fd, kind, int(info.get("eventfd-id", info.get("Pid", "0"))))
    facts = attributes(f"/proc/{pid}/fd/{fd}")
    if stat.S_ISFIFO(facts.mode):
        path = _path(link, facts)
        return Descriptor(fd, "fifo", facts.inode, access, path, signals=signals, device=facts.device)
    if stat.S_ISREG(facts.mode) or stat.S_ISDIR(facts.mode):
        held = tuple(words for _, words in locks.lines(info.get("lock", "")))
        kind_of_lock, path = held[0].split()[0] if held else "", _path(link, facts)
        return Descriptor(fd, "file", facts.inode, access, path, kind_of_lock, signals=signals, locks=held)
    if stat.S_ISCHR(facts.mode) and (
        link in (PTY_MASTER, TTY)
        or link.startswith("/dev/pts/")
        or os.major(facts.rdev) in (4, *range(PTY_SLAVES, PTY_SLAVES + 8))
    ):
        side, index = _terminal(link, facts.rdev, info)
        return Descriptor(fd, "terminal", index, side, link, signals=signals)
    return Descriptor(fd, "device", facts.inode, access, link, signals=signals)


def _terminal(link: str, device: int, info: Info) -> tuple[Literal["master", "slave"], int]:
    """The side of a pseudo-terminal, and the number that both sides have, -1 for other terminals: pty(7)."""
    if link == PTY_MASTER:
        return "master", int(info.get("tty-index", "-1"))
    return "slave", os.minor(device) if link.startswith("/dev/pts/") else -1


def _path(link: str, facts: Attributes) -> str:
    """The path by which others can open a file; empty if it has no name, or no longer one."""
    return link if facts.links else ""


def fdinfo(pid: int | str, fd: int) -> Info:
    """The lines of /proc/PID/fdinfo/FD; those with the same key are lines of one text."""
    found: Info = {}
    for key, value in procfs.fdinfo(pid, fd):
        found[key] = f"{found[key]}\n{value}" if key in found else value
    return found


def polled(tid: int, call: Call) -> Polled:
    """The descriptors in a poll(2), select(2) or epoll_wait(2) of a thread, each with "read", "write" or "both"."""
    if call.name in ("poll", "ppoll"):
        data = memory(tid, call.arguments[0], 8 * as_int(call.arguments[1]))
        members = struct.iter_unpack("ihh", data)
        return tuple((fd, _direction(events)) for fd, events, _ in members if fd >= 0)
    if call.name in ("select", "pselect6"):
        return _selected(tid, call)
    if call.name.startswith("epoll"):
        lines = procfs.fdinfo(tid, as_int(call.arguments[0]))
        found = [
            value.split() for key, value in lines if key == "tfd"
        ]  # `5 events: 19 data: 5 pos:0 ino:2f sdev:a`
        epoll = as_int(call.arguments[0])
        seen: list[tuple[int, Access, bool]] = []
        for number, _, events, *rest in found:
            place = sum(each == int(number) for each, _, _ in seen)
            seen.append(
                (int(number), _direction(int(events, 16)), _is_still(tid, epoll, int(number), place, rest))
            )
        seen.sort(key=lambda each: each[0])  # the kernel lists them by where they lie in its memory
        return tuple((fd if still else -1, direction) for fd, direction, still in seen)
    return ()


def _is_still(tid: int, epoll: int, fd: int, place: int, facts: list[str]) -> bool:
    """Whether a number under which epoll was told of something is still that, and not of something else by now."""
    inode = next((word.removeprefix("ino:") for word in facts if word.startswith("ino:")), "")
    try:
        if inode and attributes(f"/proc/{tid}/fd/{fd}").inode != int(inode, 16):
            return False
    except FileNotFoundError:
        return False
    return same.is_member(tid, epoll, fd, place) is not False


def _selected(tid: int, call: Call) -> Polled:
    highest = min(as_int(call.arguments[0]), _slots(tid))
    reads, writes, exceptional = (
        set(_members(memory(tid, pointer, (highest + 63) // 64 * 8), highest)) if pointer else set()
        for pointer in call.arguments[1:4]
    )
    reads |= exceptional
    return tuple(
        (fd, _direction((fd in reads) * READABLE | (fd in writes) * WRITABLE))
        for fd in sorted(reads | writes)
    )


def _slots(tid: int) -> int:
    """The number of descriptors that a thread has room for; select(2) looks at no more than these."""
    slots = int(procfs.status(tid, "FDSize")[0])
    if not slots:  # it has exited
        raise ProcessLookupError(errno.ESRCH, os.strerror(errno.ESRCH))
    return slots


def _members(data: bytes, highest: int) -> Iterator[int]:
    """The numbers below `highest` that are in an fd_set: select(2)."""
    for place, byte in enumerate(data):
        for fd in range(8 * place, min(8 * place + 8, highest)) if byte else ():
            if byte >> fd % 8 & 1:
                yield fd


def _direction(events: int) -> Access:
    if events & READABLE and events & WRITABLE:
        return "both"
    return "write" if events & WRITABLE else "read"


def memory(pid: int, address: int, size: int) -> bytes:
    """Read bytes of the memory of a process. Raises OSError if there are fewer, or if no call could need as many."""
    if size == 0:
        return b""  # no call looks at that address
    data = b""
    if 0 < size <= LARGEST and address < 1 << 63:  # no program has an address above, and no file an offset
        with open(f"/proc/{pid}/mem", "rb", buffering=0) as file:
            file.seek(address)
            data = file.read(size)
    if len(data) != size:
        raise OSError(errno.EFAULT, os.strerror(errno.EFAULT))
    return data


def path_in(pid: int, address: int) -> str:
    """The text at an address in the memory of a process, up to its zero byte, page by page: PATH_MAX is one."""
    found = b""
    while b"\0" not in found and len(found) < 4096:
        found += memory(pid, address + len(found), 4096 - (address + len(found)) % 4096)
    return os.fsdecode(found.partition(b"\0")[0])


def copy_of(pid: int, fd: int) -> int:
    """A copy of a descriptor of another process, by the right to trace it: pidfd_getfd(2). Raises OSError."""
    pidfd = os.pidfd_open(pid)
    try:
        words = (ctypes.c_long(each) for each in (PIDFD_GETFD, pidfd, fd, 0))
        copy = int(ctypes.CDLL(None, use_errno=True).syscall(*words))
    finally:
        os.close(pidfd)
    if copy < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return copy
