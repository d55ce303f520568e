"""Refuse system calls to an answer that runs apart, by a filter in the kernel: seccomp(2).

Refused are calls that make namespaces, look into other processes, leave things that outlive their maker, or take
memory that no limit counts; no exercise needs them. Each fails with the error of a kernel that does not know it, or of
a user who lacks the right.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator

from kata.kernel import bpf

MACHINES = ("x86_64", "aarch64")

Numbers = tuple[int | None, int | None]
"""The number of a call on x86_64 and on aarch64, from the kernel's arch/x86 and include/uapi/asm-generic."""

FORBIDDEN: dict[str, Numbers] = {
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "setxattrat": (463, 463),
}
UNKNOWN: dict[str, Numbers] = {
    "clone3": (435, 435),  # its flags are in memory, where no filter sees them; libraries go on with clone
    "memfd_create": (319, 279),  # memory that no limit of a process or a file system counts
    "memfd_secret": (447, 447),
    "io_uring_setup": (425, 425),
    "io_setup": (206, 0),  # the whole machine shares a number of these
    # System V and POSIX queues: they outlive their maker, and are shared with all of the same user
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "semop": (65, 193),
    "semtimedop": (220, 192),
    "semctl": (66, 191),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
}
OF_THE_SAME_USER: dict[str, Numbers] = {  # calls that a process may make on any file of its user
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "lchown": (94, None),
    "fchown": (93, 55),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
}

CONNECT: Numbers = (42, 203)
CLONE, FCNTL, FALLOCATE, SOCKET, SENDTO = (56, 220), (72, 25), (285, 47), (41, 198), (44, 206)
PRLIMIT, SETPRIORITY, IOPRIO_SET = (302, 261), (141, 140), (251, 30)
SCHEDULING = ((203, 122), (142, 118), (144, 119), (314, 274))  # sched_setaffinity, -param, -scheduler, -attr

# CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET and NEWTIME: clone(2)
CLONE_NEW = 0x7E020080
F_SETLEASE, F_NOTIFY, F_SETPIPE_SZ = 1024, 1026, 1031  # fcntl(2)
A_PIPE = 65536  # bytes: pipe(7)
AF_UNIX, AF_NETLINK = 1, 16  # neither leads out of this machine
PRIO_PROCESS, IOPRIO_WHO_PROCESS = 0, 1

Refused = tuple[Numbers, int, tuple[bpf.Test, ...]]
"""A call, the error with which it fails, and the tests of its arguments, all of which must hold for that."""


def program(in_namespaces: bool, of_its_own: bool) -> bytes | None:
    """The filter for this machine, an array of struct sock_filter; None if it is none of MACHINES.

    in_namespaces: whether the answer has namespaces of its own for processes and network. of_its_own: whether it has a
    user number of its own.
    """
    machine = bpf.HERE
    if machine not in MACHINES:
        return None
    column = MACHINES.index(machine)
    rules = [
        (number, bpf.FAIL | error, tests)
        for numbers, error, tests in _refused(in_namespaces, of_its_own)
        if (number := numbers[column]) is not None
    ]
    return bpf.assemble(machine, rules, bpf.FAIL | errno.ENOSYS)


def _refused(in_namespaces: bool, of_its_own: bool) -> Iterator[Refused]:
    yield from ((numbers, errno.EPERM, ()) for numbers in FORBIDDEN.values())
    yield from ((numbers, errno.ENOSYS, ()) for numbers in UNKNOWN.values())
    yield CLONE, errno.EPERM, ((bpf.argument(0), bpf.ANY_BIT, CLONE_NEW, True),)
    yield (
        FCNTL,
        errno.EPERM,
        (bpf.equals(1, F_SETLEASE),),
    )  # a process that opens the file would wait for the holder of a lease
    yield FCNTL, errno.EPERM, (bpf.equals(1, F_NOTIFY),)
    yield FALLOCATE, errno.EOPNOTSUPP, (bpf.differs(1, 0),)  # other modes exceed the limit of a file
    if not of_its_own:  # the kernel limits the pages of all pipes of a user together: pipe(7)
        yield FCNTL, errno.EPERM, (bpf.equals(1, F_SETPIPE_SZ), (bpf.argument(2), bpf.GREATER, A_PIPE, True))
    if in_namespaces:
        return
    yield SOCKET, errno.EACCES, (bpf.differs(0, AF_UNIX), bpf.differs(0, AF_NETLINK))
    yield CONNECT, errno.EACCES, ()  # the listeners at socket files of the machine act for their callers
    for half in (0, 4):
        yield SENDTO, errno.EACCES, ((bpf.argument(4) + half, bpf.EQUAL, 0, False),)
    if of_its_own:
        return
    yield from ((numbers, errno.EPERM, ()) for numbers in OF_THE_SAME_USER.values())
    yield from ((numbers, errno.EPERM, (bpf.differs(0, 0),)) for numbers in (PRLIMIT, *SCHEDULING))
    yield from (
        (SETPRIORITY, errno.EPERM, (test,)) for test in (bpf.differs(0, PRIO_PROCESS), bpf.differs(1, 0))
    )
    yield from (
        (IOPRIO_SET, errno.EPERM, (test,)) for test in (bpf.differs(0, IOPRIO_WHO_PROCESS), bpf.differs(1, 0))
    )
