"""The calls that could wake a process later: the kernel tells of each, in whatever language the program is written.

An armed alarm and the time limit of a socket can be seen nowhere from outside. So the first process of a tree
installs a filter that hands these few calls, and no others, to the one that watches: seccomp(2),
seccomp_unotify(2). All that are forked inherit it, exec keeps it. The watcher writes the call down and lets
it continue; no program can tell the difference. In the open world, more is told: signals that the kernel is asked
for, and descriptors that are sent.
"""

from __future__ import annotations

import array
import contextlib
import fcntl
import os
import re
import select
import socket
import struct
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from kata.facts import (
    Alarm,
    Heard,
    KernelSignal,
    PortShared,
    SocketLimit,
    TerminalLimit,
    UnknownClock,
    Unnamed,
    World,
)
from kata.kernel import bpf, messages
from kata.kernel.descriptors import memory, path_in
from kata.kernel.syscalls import as_int

# x86-64 and aarch64: the numbers of the calls that are told.
ALARM = {"x86_64": 37}
SETITIMER = {"x86_64": 38, "aarch64": 103}
SETSOCKOPT = {"x86_64": 54, "aarch64": 208}
IOCTL = {"x86_64": 16, "aarch64": 29}
IO_SETUP = {"x86_64": 206, "aarch64": 0}
IO_URING_SETUP = 425
FCNTL = {"x86_64": 72, "aarch64": 25}
MQ_NOTIFY = {"x86_64": 244, "aarch64": 184}
SENDMSG = {"x86_64": 46, "aarch64": 211}
SENDMMSG = {"x86_64": 307, "aarch64": 269}
LINK = {"x86_64": 86}
LINKAT = {"x86_64": 265, "aarch64": 37}
# The same of 32-bit programs, i386 and arm, where any of them may be any clock.
FOREIGN = {"x86_64": (27, 102, 104, 245, 366), "aarch64": (27, 102, 104, 243, 294)}
FOREIGN_OPEN = {"x86_64": (281, 345, 370), "aarch64": (278, 296, 374)}
FOREIGN_FCNTL = (55, 221)

LIMITS = {
    20: "receive",
    66: "receive",
    21: "send",
    67: "send",
}  # SO_RCVTIMEO, SO_SNDTIMEO: asm-generic/socket.h
SHARES_PORT = (2, 15)  # SO_REUSEADDR, SO_REUSEPORT
USER_TIMEOUT = 18  # TCP_USER_TIMEOUT, linux/tcp.h
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

HANDOVER = 0x1E00  # flags of a message that no program has: who sends the listener cannot be heard by it yet

TERMIOS = struct.Struct("=4IB19B")  # of the kernel, asm-generic/termbits.h: the third word is c_lflag
ICANON, VTIME = 2, 5

RECEIVE, SEND = 0xC0502100, 0xC0182101  # SECCOMP_IOCTL_NOTIF_RECV, SECCOMP_IOCTL_NOTIF_SEND
NOTIFICATION = struct.Struct("=QIIiIQ6Q")  # struct seccomp_notif: id, pid, flags, then struct seccomp_data
RESPONSE = struct.Struct("=QqiI")  # struct seccomp_notif_resp: id, val, error, flags
CONTINUE = 1  # SECCOMP_USER_NOTIF_FLAG_CONTINUE, since Linux 5.5

AT_ONCE = 200  # clocks


def tell(world: World = "sealed") -> int | None:
    """From now on, this process and all below it tell of such calls on the descriptor that is returned.

    It has to be handed to the process that watches, which reads it with `heard`, and closed here: a clock is not
    armed until somebody has heard of it. None where the kernel has no such filter.
    """
    if bpf.HERE not in bpf.AUDIT_ARCH:
        return None
    try:
        listener = bpf.install(_filter(bpf.HERE, world), listen=True)
    except OSError:
        return None
    assert listener is not None
    os.set_inheritable(listener, False)
    return listener


def _filter(machine: str, world: World) -> bytes:
    """The program for the kernel: which calls are told, which are just made."""
    told = list(_rules(machine))
    foreign: list[bpf.Rule] = [(number, bpf.TELL, ()) for number in (*FOREIGN[machine], IO_URING_SETUP)]
    foreign += _each(54, 1, (*SET_TERMINAL, *SET_OLD_TERMINAL))
    if world == "open":
        told += _rules_of_strangers(machine)
        foreign += [(number, bpf.TELL, ()) for number in FOREIGN_OPEN[machine]]
        foreign += [rule for number in FOREIGN_FCNTL for rule in _each(number, 1, OF_A_FILE)]
        foreign += _each(54, 1, OF_A_DEVICE)
    return bpf.assemble(machine, told, bpf.TELL, foreign, bpf.ALLOW)


def _rules(machine: str) -> Iterator[bpf.Rule]:
    for numbers in (ALARM, IO_SETUP):
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
    yield from _each(IOCTL[machine], 1, OF_A_DEVICE)
    for option in SHARES_PORT:
        yield SETSOCKOPT[machine], bpf.TELL, (bpf.equals(1, socket.SOL_SOCKET), bpf.equals(2, option))
    yield SENDMSG[machine], bpf.TELL, (bpf.differs(2, HANDOVER),)
    for numbers in (MQ_NOTIFY, SENDMMSG, LINK, LINKAT):
        if machine in numbers:
            yield numbers[machine], bpf.TELL, ()


def _each(number: int, place: int, values: Iterable[int]) -> list[bpf.Rule]:
    """Tell of a call where one of its arguments has one of these values."""
    return [(number, bpf.TELL, (bpf.equals(place, value),)) for value in values]


def heard(listener: int) -> list[Heard]:
    """Calls that were told of and not yet heard, in the order in which they were made; never waits.

    After AT_ONCE of them the rest are left for the next time: threads that arm clocks in a loop would be heard for
    ever.
    """
    told: list[Heard] = []
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    for _ in range(AT_ONCE):
        if not any(event & select.POLLIN for _, event in poll.poll(0)):
            break
        message = bytearray(NOTIFICATION.size)
        try:
            fcntl.ioctl(listener, RECEIVE, message)
        except OSError:
            continue  # it was interrupted by a signal, and comes again, or it has ended
        known, tid, _, number, arch, _, *arguments = NOTIFICATION.unpack(message)
        found = _meant(tid, number, arch == bpf.AUDIT_ARCH[bpf.HERE], arguments)
        with contextlib.suppress(
            OSError
        ):  # its thread was killed or interrupted: there is no such call any more
            fcntl.ioctl(listener, SEND, bytearray(RESPONSE.pack(known, 0, 0, CONTINUE)))
            told += found
    return told


def hear_out(listener: int) -> None:
    """Hear every call until the last process that would tell of one is gone."""
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    while not any(event & select.POLLHUP for _, event in poll.poll()):
        heard(listener)


def _meant(tid: int, number: int, native: bool, arguments: list[int]) -> list[Heard]:
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


def _socket_option(tid: int, fd: int, level: int, option: int, value: int, *_: int) -> list[Heard]:
    inode = os.stat(f"/proc/{tid}/fd/{as_int(fd)}").st_ino
    if level == socket.IPPROTO_TCP:
        (limit,) = struct.unpack("I", memory(tid, value, 4))
        return [SocketLimit(inode, limit > 0, "user timeout")]
    if option in SHARES_PORT:
        return [PortShared(inode)]
    (seconds,) = _times(tid, value, 1)
    return [SocketLimit(inode, seconds > 0, LIMITS[option])]


def _device(tid: int, fd: int, request: int, pointer: int, *_: int) -> list[Heard]:
    if request in OF_A_DEVICE:
        return [KernelSignal()]
    if request in SET_TERMINAL:
        _, _, _, local, _, *characters = TERMIOS.unpack(memory(tid, pointer, TERMIOS.size))
        return [] if local & ICANON or not characters[VTIME] else [TerminalLimit()]
    return [TerminalLimit()]


def _signal_of_kernel(tid: int, *_: int) -> list[Heard]:
    return [KernelSignal()]


def _message(tid: int, fd: int, header: int, *_: int) -> list[Heard]:
    return list(messages.sent(tid, as_int(fd), [header]))


def _messages(tid: int, fd: int, headers: int, count: int, *_: int) -> list[Heard]:
    return list(messages.sent(tid, as_int(fd), messages.many(headers, as_int(count))))


def _link(tid: int, old: int, new: int, *_: int) -> list[Heard]:
    """Only a semaphore that multiprocessing makes is worth a word: nobody else ever knows its name."""
    if not OF_MULTIPROCESSING.match(path_in(tid, new)):
        return []
    return [Unnamed(os.stat(f"/proc/{tid}/root{path_in(tid, old)}").st_ino)]


def _link_at(tid: int, at: int, old: int, to: int, new: int, *_: int) -> list[Heard]:
    return _link(tid, old, new)


def _by_number(machine: str) -> dict[int, Callable[..., list[Heard]]]:
    meanings: list[tuple[dict[str, int], Callable[..., list[Heard]]]] = [
        (ALARM, _alarm),
        (SETITIMER, _interval_timer),
        (SETSOCKOPT, _socket_option),
        (IOCTL, _device),
        (FCNTL, _signal_of_kernel),
        (MQ_NOTIFY, _signal_of_kernel),
        (SENDMSG, _message),
        (SENDMMSG, _messages),
        (LINK, _link),
        (LINKAT, _link_at),
    ]
    return {numbers[machine]: meaning for numbers, meaning in meanings if machine in numbers}


MEANINGS = _by_number(bpf.HERE)
OF_MULTIPROCESSING = re.compile(r"/dev/shm/sem\.mp-\w{8}$")


def _process_of(tid: int) -> int:
    with open(f"/proc/{tid}/status") as file:
        return int(file.read().partition("\nTgid:")[2].split(None, 1)[0])


def _in(seconds: float) -> float | None:
    return time.monotonic() + seconds if seconds else None


def _times(tid: int, address: int, count: int) -> list[float]:
    """So many structs timeval in the memory of a process, in seconds."""
    with open(f"/proc/{tid}/mem", "rb", buffering=0) as memory:
        memory.seek(address)
        words = struct.unpack(f"{2 * count}q", memory.read(16 * count))
    if not all(0 <= micros < 1e6 for micros in words[1::2]):
        raise ValueError("no struct timeval: the kernel refuses the call")
    return [seconds + micros / 1e6 for seconds, micros in zip(words[::2], words[1::2], strict=True)]


def send(listener: int | None, channel: socket.socket, others: Sequence[int] = ()) -> None:
    """Hand the listener to the watcher at the other end of a Unix socket pair, and close it here; others as well."""
    fds = [*([] if listener is None else [listener]), *others]
    word = b"." if listener is None else b"!"
    rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))
    channel.sendmsg([word], [rights] if fds else [], HANDOVER)  # socket.send_fds leaves its flags out
    for fd in fds:
        os.close(fd)


def receive(channel: socket.socket) -> tuple[int | None, list[int]]:
    """The listener that the watched process has sent, None where it has none or is gone, and the others."""
    word, fds, _, _ = socket.recv_fds(channel, 1, 8)
    return (fds[0], fds[1:]) if word == b"!" else (None, fds)
