"""Whether two numbers mean the same thing to the kernel: kcmp(2). Inodes do not tell, where all of a kind have one."""

from __future__ import annotations

import ctypes
import errno
import os
import struct

NUMBERS = {"x86_64": 312, "aarch64": 272}  # kcmp
FILE, FILES, EPOLL_MEMBER = 0, 2, 7  # KCMP_FILE, KCMP_FILES, KCMP_EPOLL_TFD: linux/kcmp.h
MEMBER = struct.Struct(
    "III"
)  # struct kcmp_epoll_slot: the epoll, the number it was told, the how many-th of that


def shares_descriptors(tid: int, other: int) -> bool | None:
    """Whether two threads have the same descriptors: unshare(2) with CLONE_FILES; None if nobody can say."""
    return _compare(tid, other, FILES, 0, 0)


def is_one(pid: int, fd: int, other: int, of_the_other: int) -> bool | None:
    """Whether two descriptors of two processes are one and the same open thing; None if nobody can say."""
    return _compare(pid, other, FILE, fd, of_the_other)


def is_member(tid: int, epoll: int, fd: int, place: int) -> bool | None:
    """Whether what is open as `fd` is what epoll was told by that number; None if nobody can say.

    place: which of the members that it was told by the same number.
    """
    member = ctypes.create_string_buffer(MEMBER.pack(epoll, fd, place), MEMBER.size)
    return _compare(tid, tid, EPOLL_MEMBER, fd, ctypes.addressof(member))


def _compare(tid: int, other: int, kind: int, one: int, two: int) -> bool | None:
    number = NUMBERS.get(os.uname().machine)
    if number is None:
        return None
    words = (ctypes.c_long(each) for each in (number, tid, other, kind, one, two))
    result = int(ctypes.CDLL(None, use_errno=True).syscall(*words))
    if result >= 0:
        return result == 0
    gone = ctypes.get_errno() in (errno.EBADF, errno.ENOENT)
    return False if gone and kind == EPOLL_MEMBER else None
