"""The deeds of processes: forks, execs and exits, pipes and sockets made, bytes read and written.

The kernel tells of each such call before it makes it, in any language and across exec, on the listener that also tells
of clocks. It does not tell the result of a call: a new process is known by its own first deed.
"""

from __future__ import annotations

import fcntl
import os
import signal
import stat
import struct
import sys
import termios
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kata.agent.marks import PID_MAX_LIMIT
from kata.kernel import addresses, clocks, descriptors, procfs
from kata.kernel.attributes import attributes
from kata.kernel.deed_calls import (
    CLONE3,
    CLONE_THREAD,
    COLUMN,
    EXECVE,
    FLAGS_AT,
    HERE,
    IN_A_MESSAGE,
    IN_CHUNKS,
    KEPT,
    MOST_CHUNKS,
    MSG_DONTWAIT,
    MSG_PEEK,
    OPTIONS_AT,
    READS,
    SETSID,
    SIZE_AT,
    TGKILL,
    WAIT4,
    WNOHANG,
    WRITES,
)
from kata.kernel.heard import Alarm
from kata.kernel.syscalls import as_int

Record = Callable[[int, int, tuple[int, ...], int], bool]
"""A function that gets a call that is a deed: its thread, number and arguments, and the number by which it is let go
on. It returns whether that is to be at once."""


@dataclass(frozen=True)
class Deed:
    """One call that a process is about to make.

    what: "fork", "exec", "exit", "wait", "pipe", "socket", "pair", "bind", "listen", "connect", "accept", "set" and
    "ask" (for an option of a socket, at the level SOL_SOCKET), "signal", "resize", "read", "write", "nap", "alarm",
    "group" (a process moves itself into another process group or session), "regroup" (it moves a child), "step" (a
    thread goes on, see `agent.turns`), "mark".
    numbers: of a socket or pair the family, type and protocol; of a signal the target and its number; of a resize the
    bytes; of a listen the backlog; of a set or ask the option; of an exit the status; of a wait, for a child or a
    signal, 1 if it only looks and is not told by SIGCHLD either; of an alarm the milliseconds of time.monotonic() when
    it rings, 0 if it was called off; of a mark its number. program: the path of an exec. address: of a bind or connect,
    as `addresses` has it. thing: the "pipe", "socket" or "fifo" that is read, written or resized, with its inode; the
    socket of a bind, listen, connect, accept, set or ask. size: bytes that a read or write asks for. data: the first
    KEPT of those that are written, None where they are not known. waits: whether a read or accept waits, unlike one of
    a descriptor with O_NONBLOCK.
    """

    pid: int
    what: str
    numbers: tuple[int, ...] = ()
    program: str = ""
    thing: tuple[str, int] | None = None
    size: int = 0
    data: bytes | None = None
    waits: bool = True
    address: str = ""


def who(tid: int) -> tuple[int, int]:
    """The process of a thread, and its parent. Raises OSError if it has gone."""
    pid, parent = map(int, procfs.status(tid, "Tgid", "PPid"))
    return pid, parent


def decode(pid: int, tid: int, number: int, arguments: tuple[int, ...]) -> Iterator[Deed]:
    """The deeds in a call that is told of: two in a call that reads and writes, none in one that makes a thread.

    Raises OSError, ValueError or OverflowError for addresses and descriptors that lead nowhere: the call will fail.
    """
    what = HERE[number]
    if what == "fork":
        if number != CLONE3[0] or not _flags(tid, arguments[0]) & CLONE_THREAD:
            yield Deed(pid, what)
    elif what == "exec":
        at = 0 if number in EXECVE else 1
        yield Deed(pid, what, program=descriptors.path_in(tid, arguments[at]))
    elif what == "exit":
        yield Deed(pid, what, (arguments[0] & 0xFF,))
    elif what in ("socket", "pair"):
        yield Deed(pid, what, tuple(map(as_int, arguments[:3])))
    elif what == "signal":
        yield Deed(pid, what, (as_int(arguments[0]), as_int(arguments[2 if number in TGKILL else 1])))
    elif number == WAIT4[COLUMN] and as_int(arguments[0]) > PID_MAX_LIMIT:
        yield Deed(pid, "step")
    elif what == "wait":
        looks = (
            number in OPTIONS_AT and arguments[OPTIONS_AT[number]] & WNOHANG and not _hears_of_children(tid)
        )
        yield Deed(pid, what, (int(bool(looks)),))
    elif what == "mark":
        yield Deed(pid, what, (as_int(arguments[0]) - PID_MAX_LIMIT,))
    elif what == "alarm":
        for each in clocks.meant(tid, number, True, [*arguments]):
            if isinstance(each, Alarm):  # otherwise the kernel refuses the call
                yield Deed(pid, what, (int((each.until or 0) * 1000),))
    elif what == "group":
        is_itself = number in SETSID or as_int(arguments[0]) in (0, *_numbers(tid))
        yield Deed(pid, what if is_itself else "regroup")
    elif what in ("resize", "set", "ask"):
        if thing := _thing(tid, arguments[0]):
            yield Deed(pid, what, (as_int(arguments[2]),), thing=thing)
    elif what in ("bind", "listen", "connect", "accept"):
        yield _of_a_socket(pid, tid, what, arguments)
    elif what == "move":
        yield from _moved(pid, tid, number, arguments)
    else:
        yield Deed(pid, what)


def _of_a_socket(pid: int, tid: int, what: str, arguments: tuple[int, ...]) -> Deed:
    thing = _thing(tid, arguments[0])
    if what == "listen":
        return Deed(pid, what, (as_int(arguments[1]),), thing=thing)
    if what == "accept":
        return Deed(pid, what, thing=thing, waits=_is_blocking(tid, arguments[0]))
    size = min(as_int(arguments[2]), addresses.LONGEST)
    data = descriptors.memory(tid, arguments[1], size)
    return Deed(pid, what, thing=thing, address=addresses.spoken(data))


def _moved(pid: int, tid: int, number: int, arguments: tuple[int, ...]) -> Iterator[Deed]:
    for what, calls in (("read", READS), ("write", WRITES)):
        for name, (numbers, place) in calls.items():
            if numbers[COLUMN] == number and (thing := _thing(tid, arguments[place])):
                size = _size(tid, name, arguments)
                if what == "write":
                    yield Deed(pid, what, thing=thing, size=size, data=_data(tid, name, arguments))
                else:
                    yield Deed(pid, what, thing=thing, size=size, waits=_waits(tid, name, arguments))


def _numbers(tid: int) -> list[int]:
    """The numbers that a process has, one in each namespace: pid_namespaces(7)."""
    return [int(number) for number in procfs.status(tid, "NStgid")[0].split()]


def _hears_of_children(tid: int) -> bool:
    """Whether SIGCHLD is caught or blocked: then a process need not wait in the call that asks for a status."""
    masks = procfs.status(tid, "SigCgt", "SigBlk")
    return any(int(mask, 16) >> (signal.SIGCHLD - 1) & 1 for mask in masks)


def _flags(tid: int, address: int) -> int:
    """The flags in a struct clone_args: clone(2)."""
    flags: int = struct.unpack("Q", descriptors.memory(tid, address, 8))[0]
    return flags


def _thing(tid: int, fd: int) -> tuple[str, int] | None:
    """The pipe, FIFO or socket behind a descriptor; None for other files."""
    file = f"/proc/{tid}/fd/{as_int(fd)}"
    kind, _, number = os.readlink(file).partition(":[")
    if kind in ("pipe", "socket"):
        return kind, int(number[:-1])
    facts = attributes(file)
    return ("fifo", facts.inode) if stat.S_ISFIFO(facts.mode) else None


def _size(tid: int, name: str, arguments: tuple[int, ...]) -> int:
    if name in SIZE_AT:
        return arguments[SIZE_AT[name]]
    if name in IN_CHUNKS:
        return _sum(_vector(tid, arguments[1], arguments[2]))
    if name in IN_A_MESSAGE:
        return _sum(_in_message(tid, arguments[1]))
    return 0


def _waits(tid: int, name: str, arguments: tuple[int, ...]) -> bool:
    """Whether a read waits until there is something."""
    if name in FLAGS_AT and arguments[FLAGS_AT[name]] & MSG_DONTWAIT:
        return False
    return _is_blocking(tid, arguments[READS[name][1]])


def ready(pid: int, tid: int, number: int, arguments: tuple[int, ...]) -> int:
    """The bytes that lie ready for a call that reads, and that it takes: none for one that leaves them, by MSG_PEEK.

    Of datagrams, those of the next. Raises OSError.
    """
    for name, (numbers, place) in READS.items():
        if numbers[COLUMN] == number and not (name in FLAGS_AT and arguments[FLAGS_AT[name]] & MSG_PEEK):
            copy = descriptors.copy_of(pid, as_int(arguments[place]))
            try:
                return int.from_bytes(fcntl.ioctl(copy, termios.FIONREAD, bytes(4)), sys.byteorder)
            finally:
                os.close(copy)
    return 0


def _is_blocking(tid: int, fd: int) -> bool:
    flags = descriptors.fdinfo(str(tid), as_int(fd)).get("flags", "0")
    return not int(flags, 8) & os.O_NONBLOCK


def _data(tid: int, name: str, arguments: tuple[int, ...]) -> bytes | None:
    """The first bytes that a call writes; None for one that takes them from elsewhere."""
    found = _chunks(tid, name, arguments)
    if found is None:
        return None
    data = b""
    for address, size in found:
        data += descriptors.memory(tid, address, min(size, KEPT - len(data)))
    return data


def chunks(tid: int, number: int, arguments: tuple[int, ...]) -> list[tuple[int, int]]:
    """The places in memory from which a call writes, each with its size; none of a call that takes its bytes from
    elsewhere. Raises as `decode`."""
    names = [name for name, (numbers, _) in WRITES.items() if numbers[COLUMN] == number]
    return [each for name in names for each in _chunks(tid, name, arguments) or ()]


def _chunks(tid: int, name: str, arguments: tuple[int, ...]) -> list[tuple[int, int]] | None:
    if name in ("write", "sendto"):
        return [(arguments[1], arguments[2])]
    if name == "writev":
        return _vector(tid, arguments[1], arguments[2])
    if name == "sendmsg":
        return _in_message(tid, arguments[1])
    return None


def _in_message(tid: int, address: int) -> list[tuple[int, int]]:
    """The array in a struct msghdr: sendmsg(2)."""
    return _vector(tid, *struct.unpack("QQ", descriptors.memory(tid, address + 16, 16)))


def _vector(tid: int, address: int, count: int) -> list[tuple[int, int]]:
    """An array of struct iovec: readv(2)."""
    return [*struct.iter_unpack("QQ", descriptors.memory(tid, address, 16 * min(count, MOST_CHUNKS)))]


def _sum(vector: list[tuple[int, int]]) -> int:
    return sum(size for _, size in vector)
