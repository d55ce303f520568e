"""The system calls in which a process may sleep, and which of them have a time limit.

Numbers and argument places: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h of
the kernel, syscall(2) and the page of each call. A call that is not listed here is never part of a proof.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from kata.facts import Call


@dataclass(frozen=True)
class Syscall:
    """One row: numbers on two machines, and which argument is the descriptor or the time limit.

    `limit_ms`: an int in milliseconds, negative for none. `limit_at`: a pointer to a struct, null for none, where a
    `sleeps` has always one.
    """

    name: str
    x86_64: int | None
    aarch64: int | None
    fd: int | None = None
    limit_ms: int | None = None
    limit_at: int | None = None
    sleeps: bool = False


VFORKS = {"x86_64": ("58", "56", "435"), "aarch64": ("220", "435")}.get(os.uname().machine, ())
"""The numbers of vfork, clone and clone3, in whose calls a parent may wait for its child."""

TABLE = (
    Syscall("read", 0, 63, fd=0),
    Syscall("readv", 19, 65, fd=0),
    Syscall("write", 1, 64, fd=0),
    Syscall("writev", 20, 66, fd=0),
    Syscall("recvfrom", 45, 207, fd=0),
    Syscall("recvmsg", 47, 212, fd=0),
    Syscall("sendto", 44, 206, fd=0),
    Syscall("sendmsg", 46, 211, fd=0),
    Syscall("accept", 43, 202, fd=0),
    Syscall("accept4", 288, 242, fd=0),
    Syscall("connect", 42, 203, fd=0),
    Syscall("sendfile", 40, 71, fd=0),
    Syscall("splice", 275, 76, fd=0),
    Syscall("flock", 73, 32, fd=0),
    Syscall("fcntl", 72, 25, fd=0),
    Syscall("open", 2, None),
    Syscall("openat", 257, 56),
    Syscall("wait4", 61, 260),
    Syscall("waitid", 247, 95),
    Syscall("futex", 202, 98, limit_at=3),
    Syscall("poll", 7, None, limit_ms=2),
    Syscall("ppoll", 271, 73, limit_at=2),
    Syscall("select", 23, None, limit_at=4),
    Syscall("pselect6", 270, 72, limit_at=4),
    Syscall("epoll_wait", 232, None, limit_ms=3),
    Syscall("epoll_pwait", 281, 22, limit_ms=3),
    Syscall("epoll_pwait2", 441, 441, limit_at=3),
    Syscall("rt_sigtimedwait", 128, 137, limit_at=2),
    Syscall("pause", 34, None),
    Syscall("rt_sigsuspend", 130, 133),
    Syscall("msgrcv", 70, 188),
    Syscall("msgsnd", 69, 189),
    Syscall("semop", 65, 193),
    Syscall("semtimedop", 220, 192, limit_at=3),
    Syscall("nanosleep", 35, 101, limit_at=0, sleeps=True),
    Syscall("clock_nanosleep", 230, 115, limit_at=2, sleeps=True),
)

SLEEPS = {row.name for row in TABLE if row.sleeps}
SENDS = {"write", "writev", "sendto", "sendmsg", "sendfile"}
TRANSFERS = SENDS | {"read", "readv", "recvfrom", "recvmsg", "accept", "accept4"}
POLLS = {"poll", "ppoll", "select", "pselect6", "epoll_wait", "epoll_pwait", "epoll_pwait2"}

FUTEX_WAITS = (0, 6, 9, 13)  # FUTEX_WAIT, LOCK_PI, WAIT_BITSET, LOCK_PI2: futex(2)
FUTEX_PRIVATE_FLAG = 128  # only threads of this process know the lock
FCNTL_WAITS = (7, 38)  # F_SETLKW, F_OFD_SETLKW: fcntl(2)


def numbered(machine: str) -> dict[int, Syscall]:
    """The rows by their number on this machine; empty for a machine that is not in the table."""
    if machine not in ("x86_64", "aarch64"):
        return {}
    return {number: row for row in TABLE if (number := getattr(row, machine)) is not None}


HERE = numbered(os.uname().machine)
LIMITS = {row.name: row for row in TABLE if row.limit_ms is not None or row.limit_at is not None}


def decode(line: str, rows: dict[int, Syscall] = HERE) -> Call | None:
    """The call in a line of /proc/PID/task/TID/syscall (proc_pid_syscall(5)), None if it is not in the table.

    The line is the number, six arguments, the stack pointer and the program counter, all but the first in
    hexadecimal; arguments of type int are cut to 32 signed bits.
    """
    words = line.split()
    if len(words) != 9 or int(words[0]) not in rows:
        return None
    row = rows[int(words[0])]
    arguments = tuple(int(word, 16) for word in words[1:7])
    endless = True
    if row.limit_ms is not None:
        endless = as_int(arguments[row.limit_ms]) < 0
    elif row.limit_at is not None:
        endless = arguments[row.limit_at] == 0
    if row.sleeps:
        endless = False
    if row.name == "futex":
        endless = endless and arguments[1] & 0x7F in FUTEX_WAITS
    if row.name == "fcntl":
        endless = as_int(arguments[1]) in FCNTL_WAITS
    fd = None if row.fd is None else as_int(arguments[row.fd])
    return Call(row.name, arguments, fd, endless)


def as_int(argument: int) -> int:
    """The C int in a 64-bit argument slot."""
    low = argument & 0xFFFFFFFF
    return low - (1 << 32) if low >= 1 << 31 else low
