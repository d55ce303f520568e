"""The time limits of a socket, asked of the kernel by a copy of its descriptor: pidfd_getfd(2), socket(7), tcp(7).

That a limit is set is heard when a process of the tree sets it. A socket that came from elsewhere may have had one.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import socket

PIDFD_GETFD = 438  # the same number on x86-64 and aarch64
USER_TIMEOUT = 18  # TCP_USER_TIMEOUT, linux/tcp.h
TIMEVAL = 16  # bytes


def is_limited(pid: int, fd: int) -> bool:
    """Whether a socket that a process has open has a time limit; False where it may not be asked for."""
    try:
        copy = _copy(pid, fd)
    except OSError:
        return False
    with socket.socket(fileno=copy) as asked:
        limits = [
            asked.getsockopt(socket.SOL_SOCKET, option, TIMEVAL)
            for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO)
        ]
        with contextlib.suppress(OSError):  # it is not of TCP
            limits.append(asked.getsockopt(socket.IPPROTO_TCP, USER_TIMEOUT, 4))
        return any(map(any, limits))


def _copy(pid: int, fd: int) -> int:
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
