"""The attributes of an open file as the kernel knows them, without a question to its file system: statx(2).

A server of FUSE or NFS that is gone answers no stat(2), and whoever asks sleeps until it is killed: so would the
watcher, for a file that the watched program happens to have open.
"""

from __future__ import annotations

import ctypes
import os
from dataclasses import dataclass

AT_FDCWD = -100  # fcntl.h
AT_STATX_DONT_SYNC = 0x4000  # linux/stat.h: what is known already is enough
STATX_BASIC_STATS = 0x7FF


class _Statx(ctypes.Structure):
    """struct statx of linux/stat.h, the same on every machine; what follows is not read."""

    _fields_ = (
        *((name, ctypes.c_uint32) for name in ("mask", "blksize")),
        ("attributes", ctypes.c_uint64),
        *((name, ctypes.c_uint32) for name in ("nlink", "uid", "gid")),
        ("mode", ctypes.c_uint16),
        ("padding", ctypes.c_uint16),
        *((name, ctypes.c_uint64) for name in ("ino", "size", "blocks", "attributes_mask")),
        ("times", ctypes.c_uint64 * 8),
        *((name, ctypes.c_uint32) for name in ("rdev_major", "rdev_minor", "dev_major", "dev_minor")),
        ("rest", ctypes.c_uint64 * 14),
    )


_statx = getattr(ctypes.CDLL(None, use_errno=True), "statx", None)


@dataclass(frozen=True)
class Attributes:
    """The part of what stat(2) tells that is asked for here, device and rdev as os.makedev() makes them."""

    mode: int
    inode: int
    links: int
    device: int
    rdev: int


def attributes(path: str) -> Attributes:
    """Ask the kernel for the file behind a path, as a rule one of /proc/PID/fd. Raises OSError as os.stat() does.

    Where the C library has no statx (glibc before 2.28), the file system is asked.
    """
    if _statx is None:
        known = os.stat(path)
        return Attributes(known.st_mode, known.st_ino, known.st_nlink, known.st_dev, known.st_rdev)
    told = _Statx()
    if _statx(AT_FDCWD, os.fsencode(path), AT_STATX_DONT_SYNC, STATX_BASIC_STATS, ctypes.byref(told)) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), path)
    device = os.makedev(told.dev_major, told.dev_minor)
    return Attributes(told.mode, told.ino, told.nlink, device, os.makedev(told.rdev_major, told.rdev_minor))
