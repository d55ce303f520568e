"""The calls that could wake a process later: the kernel tells of each, in whatever language the program is written.

An armed alarm and the time limit of a socket can be seen nowhere from outside. So the first process of a tree
installs a filter that hands these few calls, and no others, to the watcher: seccomp(2),
seccomp_unotify(2). Forked processes inherit it, exec keeps it. The watcher writes the call down and lets
it continue; no program can tell the difference. In the open world, more is told: signals that the kernel is asked
for, and descriptors that are sent.
"""

from __future__ import annotations

import math
import os
import re
import socket
import struct
import time
from collections.abc import Callable, Iterable, Iterator

from kata.facts import World
from kata.kernel import bpf, messages, procfs
from kata.kernel.descriptors import memory, path_in
from kata.kernel.heard import (
    Alarm,
    Heard,
    KernelSignal,
    OwnSemaphore,
    SocketLimit,
    TerminalLimit,
    Timer,
    UnknownClock,
)
from kata.kernel.limits import TIMER_ABSTIME
from kata.kernel.socket_limits import USER_TIMEOUT
from kata.kernel.syscalls import as_int

# x86-64 and aarch64: the numbers of the calls that are told.
ALARM = {"x86_64": 37}
SETITIMER = {"x86_64": 38, "aarch64": 103}
TIMER_SETTIME = {"x86_64": 223, "aarch64": 110}
SETSOCKOPT = {"x86_64": 54, "aarch64": 208}
IOCTL = {"x86_64": 16, "aarch64": 29}
IO_SETUP = {"x86_64": 206, "aarch64": 0}
IO_URING_SETUP = 425
FCNTL = {"x86_64": 72, "aarch64": 25}
MQ_NOTIFY = {"x86_64": 244, "aarch64": 184}
SENDMSG = {"x86_64": 46, "aarch64": 211}
SENDMMSG = {"x86_64": 307, "aarch64": 269}
LINK = {"x86_64": 86}
PTRACE = {"x86_64": 101, "aarch64": 117}
MOUNT = {"x86_64": 165, "aarch64": 40}
FSOPEN = {"x86_64": 430, "aarch64": 430}
USERFAULTFD = {"x86_64": 323, "aarch64": 282}
LINKAT = {"x86_64": 265, "aarch64": 37}
# The same of 32-bit programs, i386 and arm, where any of them may be any clock.
FOREIGN = {
    "x86_64": (27, 102, 104, 245, 260, 366, 409),
    "aarch64": (27, 102, 104, 243, 258, 294, 409),
}
FOREIGN_OPEN = {"x86_64": (26, 281, 345, 370, 374), "aarch64": (26, 278, 296, 374, 388)}
FOREIGN_FCNTL = (55, 221)

LIMITS = {
    20: "receive",
    66: "receive",
    21: "send",
    67: "send",
}  # SO_RCVTIMEO, SO_SNDTIMEO: asm-generic/socket.h
ITIMER_REAL = 0  # the other interval timers count only while the process runs: setitimer(2)
SET_TERMINAL = (
    0x5402,
    0x5403,
    0x5404,
    0x402C542B,
    0x402C542C,
    0x402C542D,
)  # TCSETS and TCSETS2, and both W and F
SET_OLD_TERMINAL = (0x5406, 0x5407, 0x5408)  # TCSETA, W and F
OF_A_FILE = (8, 10, 15, 1024, 1026)  # F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY
OF_A_DEVICE = (0x5452, 0x8901, 0x8902)  # FIOASYNC, FIOSETOWN, SIOCSPGRP
TRACES = (16, 0x4206)  # PTRACE_ATTACH, PTRACE_SEIZE
WRITES_TO_A_PIPE = ("autofs", "9p")  # file systems that are given descriptors, and use them for others
NEW_USERFAULTFD = 0xAA00  # USERFAULTFD_IOC_NEW

HANDOVER = 0x1E00  # flags of a message that no program has: who sends the listener cannot be heard by it yet

TERMIOS = struct.Struct("=4IB19B")  # of the kernel, asm-generic/termbits.h: the third word is c_lflag
ICANON, VTIME = 2, 5


def rules(machine: str, world: World) -> tuple[list[bpf.Rule], list[bpf.Rule]]:
    """The calls of 64-bit programs that are told, and those of 32-bit programs."""
    told = list(_rules(machine))
    foreign: list[bpf.Rule] = [(number, bpf.TELL, ()) for number in (*FOREIGN[machine], IO_URING_SETUP)]
    foreign += _each(54, 1, (*SET_TERMINAL, *SET_OLD_TERMINAL))
    if world == "open":
        told += _rules_of_strangers(machine)
        foreign += [(number, bpf.TELL, ()) for number in FOREIGN_OPEN[machine]]
        foreign += [rule for number in FOREIGN_FCNTL for rule in _each(number, 1, OF_A_FILE)]
        foreign += _each(54, 1, OF_A_DEVICE)
    return told, foreign


def _rules(machine: str) -> Iterator[bpf.Rule]:
    for numbers in (ALARM, IO_SETUP, TIMER_SETTIME):
        if machine in numbers:
            yield numbers[machine], bpf.TELL, ()
    yield IO_URING_SETUP, bpf.TELL, ()
    yield SETITIMER[machine], bpf.TELL, (bpf.equals(0, ITIMER_REAL),)
    of_tcp = (bpf.equals(1, socket.IPPROTO_TCP), bpf.equals(2, USER_TIMEOUT))
    yield SETSOCKOPT[machine], bpf.TELL, of_tcp
    for option in LIMITS:
        yield SETSOCKOPT[machine], bpf.TELL, (bpf.equals(1, socket.SOL_SOCKET), bpf.equals(2, option))
    yield from _each(IOCTL[machine], 1, (*SET_TERMINAL, *SET_OLD_TERMINAL))


def _rules_of_strangers(machine: str) -> Iterator[bpf.Rule]:
    """In the open world: what brings a signal that others cause, and what leaves the tree."""
    yield from _each(FCNTL[machine], 1, OF_A_FILE)
    yield from _each(IOCTL[machine], 1, (*OF_A_DEVICE, NEW_USERFAULTFD))
    yield from _each(PTRACE[machine], 0, TRACES)
    yield SENDMSG[machine], bpf.TELL, (bpf.differs(2, HANDOVER),)
    for numbers in (MQ_NOTIFY, SENDMMSG, LINK, LINKAT, USERFAULTFD, MOUNT, FSOPEN):
        if machine in numbers:
            yield numbers[machine], bpf.TELL, ()


def _each(number: int, place: int, values: Iterable[int]) -> list[bpf.Rule]:
    """Tell of a call where one of its arguments has one of these values."""
    return [(number, bpf.TELL, (bpf.equals(place, value),)) for value in values]


def meant(tid: int, number: int, native: bool, arguments: list[int]) -> list[Heard]:
    """The meaning of a call; it may be any clock where that cannot be read."""
    try:
        meaning = MEANINGS.get(number) if native else None
        if meaning is not None:
            return meaning(tid, *arguments)
    except (OSError, ValueError, IndexError, OverflowError, struct.error):
        pass  # a pointer to nowhere, a descriptor that is not open, a thread that has gone: the call may fail as well
    return [UnknownClock()]


def _alarm(tid: int, seconds: int, *_: int) -> list[Heard]:
    return [Alarm(_process_of(tid), _in(seconds & 0xFFFFFFFF))]


def _interval_timer(tid: int, which: int, new: int, *_: int) -> list[Heard]:
    interval, value = _times(tid, new, 2) if new else (0.0, 0.0)
    return [Alarm(_process_of(tid), _in(value), interval)]


def _timer(tid: int, number: int, flags: int, new: int, *_: int) -> list[Heard]:
    """timer_settime(2): a time that is absolute is on a clock that may be set, and so may come at any moment."""
    times = struct.unpack("4q", memory(tid, new, 32))
    if min(times) < 0 or max(times[1], times[3]) >= 1e9:
        raise ValueError("no struct itimerspec: the kernel refuses the call")
    interval, value = (times[i] + times[i + 1] / 1e9 for i in (0, 2))
    until = math.inf if value and as_int(flags) & TIMER_ABSTIME else _in(value)
    return [Timer(_process_of(tid), as_int(number), until, interval)]


def _socket_option(tid: int, fd: int, level: int, option: int, value: int, *_: int) -> list[Heard]:
    inode = os.stat(f"/proc/{tid}/fd/{as_int(fd)}").st_ino
    if level == socket.IPPROTO_TCP:
        (limit,) = struct.unpack("I", memory(tid, value, 4))
        return [SocketLimit(inode, limit > 0, "user timeout")]
    if option not in LIMITS:  # told as a deed
        return []
    (seconds,) = _times(tid, value, 1)
    return [SocketLimit(inode, seconds > 0, LIMITS[option])]


def _device(tid: int, fd: int, request: int, pointer: int, *_: int) -> list[Heard]:
    if request in OF_A_DEVICE:
        return [KernelSignal()]
    if as_int(request) == NEW_USERFAULTFD:
        return [UnknownClock()]
    if request in SET_TERMINAL:
        _, _, _, local, _, *characters = TERMIOS.unpack(memory(tid, pointer, TERMIOS.size))
        return [] if local & ICANON or not characters[VTIME] else [TerminalLimit()]
    return [TerminalLimit()]


def _file(tid: int, fd: int, command: int, *_: int) -> list[Heard]:
    return [KernelSignal()] if as_int(command) in OF_A_FILE else []


def _of_the_kernel(tid: int, *_: int) -> list[Heard]:
    """A message queue that tells of a message; a tracer, who waits for any stranger to stop."""
    return [KernelSignal()]


def _memory_by_others(tid: int, *_: int) -> list[Heard]:
    """Any call may wait for memory then, whatever it is about, until somebody brings that: userfaultfd(2)."""
    return [UnknownClock()]


def _mount(tid: int, source: int, target: int, kind: int, *_: int) -> list[Heard]:
    return _file_system(tid, kind) if kind else []


def _file_system(tid: int, kind: int, *_: int) -> list[Heard]:
    """The kernel itself has an end of a pipe then, which nobody has open: autofs(5)."""
    return [UnknownClock()] if path_in(tid, kind) in WRITES_TO_A_PIPE else []


def _message(tid: int, fd: int, header: int, *_: int) -> list[Heard]:
    return list(messages.sent(tid, as_int(fd), [header]))


def _messages(tid: int, fd: int, headers: int, count: int, *_: int) -> list[Heard]:
    return list(messages.sent(tid, as_int(fd), messages.many(headers, as_int(count))))


def _link(tid: int, old: int, new: int, *_: int) -> list[Heard]:
    """Only a semaphore that multiprocessing makes is worth a word: nobody else ever knows its name."""
    if not OF_MULTIPROCESSING.match(path_in(tid, new)):
        return []
    return [OwnSemaphore(os.stat(f"/proc/{tid}/root{path_in(tid, old)}").st_ino)]


def _link_at(tid: int, at: int, old: int, to: int, new: int, *_: int) -> list[Heard]:
    return _link(tid, old, new)


def _by_number(machine: str) -> dict[int, Callable[..., list[Heard]]]:
    meanings: list[tuple[dict[str, int], Callable[..., list[Heard]]]] = [
        (ALARM, _alarm),
        (SETITIMER, _interval_timer),
        (TIMER_SETTIME, _timer),
        (SETSOCKOPT, _socket_option),
        (IOCTL, _device),
        (FCNTL, _file),
        (MQ_NOTIFY, _of_the_kernel),
        (PTRACE, _of_the_kernel),
        (USERFAULTFD, _memory_by_others),
        (MOUNT, _mount),
        (FSOPEN, _file_system),
        (SENDMSG, _message),
        (SENDMMSG, _messages),
        (LINK, _link),
        (LINKAT, _link_at),
    ]
    return {numbers[machine]: meaning for numbers, meaning in meanings if machine in numbers}


MEANINGS = _by_number(bpf.HERE)
OF_MULTIPROCESSING = re.compile(r"/dev/shm/sem\.mp-\w{8}$")


def _process_of(tid: int) -> int:
    return int(procfs.status(tid, "Tgid")[0])


def _in(seconds: float) -> float | None:
    return time.monotonic() + seconds if seconds else None


def _times(tid: int, address: int, count: int) -> list[float]:
    """Read `count` structs timeval in the memory of a process, in seconds."""
    words = struct.unpack(f"{2 * count}q", memory(tid, address, 16 * count))
    if not all(0 <= micros < 1e6 for micros in words[1::2]):
        raise ValueError("no struct timeval: the kernel refuses the call")
    return [seconds + micros / 1e6 for seconds, micros in zip(words[::2], words[1::2], strict=True)]
