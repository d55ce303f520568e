"""Which system calls an answer that runs apart does not get, as a filter for the kernel: seccomp(2).

They make namespaces, look into other processes or outlive their maker; no exercise needs them. Each fails as it
does where the kernel does not know it or the user may not.
"""

from __future__ import annotations

import errno
import platform
import struct
from collections.abc import Iterable

# <linux/filter.h>: BPF_LD|W|ABS, BPF_JMP|JEQ|K, BPF_JMP|JSET|K, BPF_RET|K
LOAD, EQUAL, ANY_BIT, RETURN = 0x20, 0x15, 0x45, 0x06
# <linux/seccomp.h>
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
NUMBER, MACHINE, FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data; an argument has 8 bytes
# CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET and NEWTIME: clone(2)
CLONE_NEW = 0x7E020080
X32 = 0x40000000  # a second way to call the same on x86_64

# The numbers of the calls, x86_64 and aarch64: the tables of the kernel, arch/x86 and include/uapi/asm-generic
FORBIDDEN = {
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
}
UNKNOWN = {
    "clone3": (435, 435),  # its flags are in memory, where no filter sees them; libraries go on with clone
    "memfd_create": (319, 279),  # memory that counts for no process and no file system
    "io_uring_setup": (425, 425),
}
OUTLASTING = {  # what is left when its maker is gone: a namespace takes it away, and Landlock does not know it
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
}
OF_THE_SAME_USER = {  # what one process may do to the files of its user, and Landlock does not know
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
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "setxattrat": (463, 463),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
    "connect": (42, 203),  # to the socket files of the machine: whoever listens there acts for its user
}
FOR_ITSELF = {  # and to the processes of its user: refused unless this argument is 0, which means itself
    "prlimit64": (302, 261, 0),
    "setpriority": (141, 140, 1),
    "sched_setaffinity": (203, 122, 0),
    "sched_setparam": (142, 118, 0),
    "sched_setscheduler": (144, 119, 0),
    "sched_setattr": (314, 274, 0),
    "ioprio_set": (251, 30, 1),
}
SOCKET = (41, 198)
FAMILIES = (1, 16)  # AF_UNIX and AF_NETLINK: neither leads out of this machine
CLONE = (56, 220)
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def program(in_namespaces: bool = True, of_its_own: bool = True) -> bytes | None:
    """The filter for this machine, an array of struct sock_filter; None where it is neither of the two.

    in_namespaces: whether there are a network and System V objects of its own. of_its_own: whether the answer has a
    user number that nobody else has.
    """
    known = MACHINES.get(platform.machine())
    if known is None:
        return None
    column, audit = known
    lines = [_line(LOAD, MACHINE), _line(EQUAL, audit, 1, 0), _line(RETURN, KILL), _line(LOAD, NUMBER)]
    if column == 0:
        lines += [_line(ANY_BIT, X32, 0, 1), _line(RETURN, ERRNO | errno.ENOSYS)]
    lines += _refused((numbers[column] for numbers in FORBIDDEN.values()), errno.EPERM)
    lines += _refused((numbers[column] for numbers in UNKNOWN.values()), errno.ENOSYS)
    if not in_namespaces:
        lines += _refused((numbers[column] for numbers in OUTLASTING.values()), errno.ENOSYS)
        lines += [_line(EQUAL, SOCKET[column], 0, len(FAMILIES) + 3), _line(LOAD, FIRST_ARGUMENT)]
        lines += [_line(EQUAL, family, len(FAMILIES) - place) for place, family in enumerate(FAMILIES)]
        lines += [_line(RETURN, ERRNO | errno.EACCES), _line(RETURN, ALLOW)]
    if not in_namespaces and not of_its_own:
        lines += _refused((numbers[column] for numbers in OF_THE_SAME_USER.values()), errno.EPERM)
        for *numbers, place in FOR_ITSELF.values():
            lines += [_line(EQUAL, numbers[column], 0, 4), _line(LOAD, FIRST_ARGUMENT + 8 * place)]
            lines += [_line(EQUAL, 0, 0, 1), _line(RETURN, ALLOW), _line(RETURN, ERRNO | errno.EPERM)]
    lines += [_line(EQUAL, CLONE[column], 0, 3), _line(LOAD, FIRST_ARGUMENT), _line(ANY_BIT, CLONE_NEW, 0, 1)]
    lines += [_line(RETURN, ERRNO | errno.EPERM), _line(RETURN, ALLOW)]
    return b"".join(lines)


def _refused(numbers: Iterable[int | None], error: int) -> list[bytes]:
    """numbers: None for a call that there is not on this machine."""
    known = [number for number in numbers if number is not None]
    return [line for n in known for line in (_line(EQUAL, n, 0, 1), _line(RETURN, ERRNO | error))]


def _line(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_so, if_not, value)
