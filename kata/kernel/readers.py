"""Readers of a pipe: processes that have a read end, asked for while the one who writes is about to exit."""

from __future__ import annotations

import os
from collections.abc import Iterable

from kata.kernel.descriptors import fdinfo
from kata.kernel.procfs import GONE


def has_reader(pids: Iterable[int], inode: int) -> bool:
    """Whether one of these processes has a read end of a pipe."""
    return any(_reads(pid, fd, inode) for pid in pids for fd in _numbers(pid))


def _numbers(pid: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{pid}/fd")
    except OSError:  # it has gone, or is another user's
        return []


def _reads(pid: int, fd: str, inode: int) -> bool:
    try:
        if os.readlink(f"/proc/{pid}/fd/{fd}") != f"pipe:[{inode}]":
            return False
        return int(fdinfo(pid, int(fd)).get("flags", "0"), 8) & os.O_ACCMODE != os.O_WRONLY
    except GONE:  # closed meanwhile
        return False
