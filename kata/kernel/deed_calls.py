"""The calls that are deeds: their numbers, the places of their arguments, and which of them the kernel tells of."""

from __future__ import annotations

import os
import signal
import socket

from kata.agent.marks import PID_MAX_LIMIT
from kata.kernel import bpf, clocks

CLONE_THREAD = 0x10000  # clone(2)
UNHEARD = (
    256  # descriptors from here on belong to the channels of a test: reads and writes there are no deeds
)
F_SETPIPE_SZ = 1031  # fcntl(2)
KEPT = 512  # bytes of a write
MOST_CHUNKS = 1024  # IOV_MAX, limits.h

Numbers = tuple[int | None, int | None]
"""The number of a call on x86_64 and on aarch64, from the kernel's arch/x86 and include/uapi/asm-generic."""

FORK: Numbers = (57, None)
VFORK: Numbers = (58, None)
CLONE: Numbers = (56, 220)
CLONE3: Numbers = (435, 435)
EXECVE: Numbers = (59, 221)
EXECVEAT: Numbers = (322, 281)
EXIT_GROUP: Numbers = (231, 94)
PIPE: Numbers = (22, None)
PIPE2: Numbers = (293, 59)
SOCKET: Numbers = (41, 198)
SOCKETPAIR: Numbers = (53, 199)
BIND: Numbers = (49, 200)
LISTEN: Numbers = (50, 201)
CONNECT: Numbers = (42, 203)
ACCEPTS: tuple[Numbers, ...] = ((43, 202), (288, 242))  # accept, accept4
SETSOCKOPT: Numbers = (clocks.SETSOCKOPT["x86_64"], clocks.SETSOCKOPT["aarch64"])
GETSOCKOPT: Numbers = (55, 209)
KILL: Numbers = (62, 129)
TKILL: Numbers = (200, 130)
TGKILL: Numbers = (234, 131)
FCNTL: Numbers = (72, 25)
ALARM: Numbers = (clocks.ALARM["x86_64"], None)
SETITIMER: Numbers = (clocks.SETITIMER["x86_64"], clocks.SETITIMER["aarch64"])
GETPGID: Numbers = (121, 155)
SETPGID: Numbers = (109, 154)
SETSID: Numbers = (112, 157)
WAIT4: Numbers = (61, 260)
WAITID: Numbers = (247, 95)
PIDFD_OPEN: Numbers = (434, 434)  # to be waited for by poll(2)
SIGWAITS: tuple[Numbers, ...] = ((128, 137), (130, 133), (34, None))  # rt_sigtimedwait, rt_sigsuspend, pause
NAPS: tuple[Numbers, ...] = ((35, 101), (230, 115))  # nanosleep, clock_nanosleep
EMPTY_SELECTS: tuple[Numbers, ...] = ((23, None), (270, 72))  # select, pselect6: of nothing, they are naps
EMPTY_POLLS: tuple[Numbers, ...] = ((7, None), (271, 73))  # poll, ppoll
WNOHANG = 1  # wait(2)

# Calls that move bytes, with the place of the argument that is the descriptor.
READS: dict[str, tuple[Numbers, int]] = {
    "read": ((0, 63), 0),
    "readv": ((19, 65), 0),
    "recvfrom": ((45, 207), 0),
    "recvmsg": ((47, 212), 0),
    "recvmmsg": ((299, 243), 0),
    "sendfile": ((40, 71), 1),
    "splice": ((275, 76), 0),
}
WRITES: dict[str, tuple[Numbers, int]] = {
    "write": ((1, 64), 0),
    "writev": ((20, 66), 0),
    "sendto": ((44, 206), 0),
    "sendmsg": ((46, 211), 0),
    "sendmmsg": ((307, 269), 0),
    "vmsplice": ((278, 75), 0),
    "sendfile": ((40, 71), 0),
    "splice": ((275, 76), 2),
}
MACHINES = ("x86_64", "aarch64")
COLUMN = int(os.uname().machine == "aarch64")
KINDS: dict[Numbers, str] = {
    **dict.fromkeys((FORK, VFORK, CLONE, CLONE3), "fork"),
    **dict.fromkeys((EXECVE, EXECVEAT), "exec"),
    **dict.fromkeys((PIPE, PIPE2), "pipe"),
    **dict.fromkeys((KILL, TKILL, TGKILL), "signal"),
    **dict.fromkeys((numbers for numbers, _ in (*READS.values(), *WRITES.values())), "move"),
    **dict.fromkeys((WAIT4, WAITID, PIDFD_OPEN, *SIGWAITS), "wait"),
    **dict.fromkeys((*NAPS, *EMPTY_SELECTS, *EMPTY_POLLS), "nap"),
    EXIT_GROUP: "exit",
    SOCKET: "socket",
    SOCKETPAIR: "pair",
    BIND: "bind",
    LISTEN: "listen",
    CONNECT: "connect",
    **dict.fromkeys(ACCEPTS, "accept"),
    SETSOCKOPT: "set",
    GETSOCKOPT: "ask",
    FCNTL: "resize",
    **dict.fromkeys((ALARM, SETITIMER), "alarm"),
    GETPGID: "mark",
    **dict.fromkeys((SETPGID, SETSID), "group"),
}
HERE = {number: what for numbers, what in KINDS.items() if (number := numbers[COLUMN]) is not None}
"""The calls that are deeds, by their numbers on this machine."""

OPTIONS_AT = {
    number: at for numbers, at in ((WAIT4, 2), (WAITID, 3)) if (number := numbers[COLUMN]) is not None
}
SIZE_AT = {"read": 2, "write": 2, "recvfrom": 2, "sendto": 2, "sendfile": 3, "splice": 4}
FLAGS_AT = {"recvfrom": 3, "recvmsg": 2, "recvmmsg": 3}
MSG_DONTWAIT, MSG_PEEK = 0x40, 0x2  # recv(2)
IN_CHUNKS = ("readv", "writev", "vmsplice")  # struct iovec in the second argument, how many in the third
IN_A_MESSAGE = ("recvmsg", "sendmsg")  # struct msghdr in the second argument


def rules(machine: str) -> list[bpf.Rule]:
    """The calls to be told of."""
    column = MACHINES.index(machine)
    sometimes = {
        **{
            numbers: (bpf.argument(0), bpf.GREATER, UNHEARD - 1, False)
            for name, (numbers, place) in {**READS, **WRITES}.items()
            if place == 0 and name not in ("sendfile", "splice")
        },
        CLONE: (bpf.argument(0), bpf.ANY_BIT, CLONE_THREAD, False),
        FCNTL: bpf.equals(1, F_SETPIPE_SZ),
        **dict.fromkeys((SETSOCKOPT, GETSOCKOPT), bpf.equals(1, socket.SOL_SOCKET)),
        SETITIMER: bpf.equals(0, signal.ITIMER_REAL),
        **dict.fromkeys(EMPTY_SELECTS, bpf.equals(0, 0)),
        **dict.fromkeys(EMPTY_POLLS, bpf.equals(1, 0)),
        GETPGID: (bpf.argument(0), bpf.GREATER, PID_MAX_LIMIT, True),
    }
    return [
        (number, bpf.TELL, (sometimes[numbers],) if numbers in sometimes else ())
        for numbers in KINDS
        if (number := numbers[column]) is not None
    ]
