"""The time limits of a socket, asked of the kernel by a copy of its descriptor: pidfd_getfd(2), socket(7), tcp(7).

That a limit is set is heard when a process of the tree sets it. A socket that came from elsewhere may have had one.
"""

from __future__ import annotations

import contextlib
import socket

from kata.kernel.descriptors import copy_of

USER_TIMEOUT = 18  # TCP_USER_TIMEOUT, linux/tcp.h
TIMEVAL = 16  # bytes


def is_limited(pid: int, fd: int) -> bool:
    """Whether a socket that a process has open has a time limit; False where it may not be asked for."""
    try:
        copy = copy_of(pid, fd)
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
