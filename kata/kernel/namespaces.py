"""A network and a folder that nobody outside of a tree can reach: network_namespaces(7), mount_namespaces(7).

Whoever is to be found in them by an address or a path is in the tree, so that waits for strangers can be proved to be
endless, and tests that run at the same time never meet. Root makes both as it likes; others need a namespace for their
user as well, user_namespaces(7), in which they keep their own number and get no rights.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import functools
import os
import shutil
import socket
import struct
import sys
import tempfile
from pathlib import Path

CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET = 0x20000, 0x10000000, 0x40000000  # unshare(2)
MS_NOSUID, MS_NODEV, MS_REC, MS_PRIVATE = 2, 4, 0x4000, 0x40000  # mount(2)
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1  # netdevice(7)
INTERFACE = struct.Struct("16sH22x")  # struct ifreq
CAPABILITY_VERSION_3 = 0x20080522  # capset(2)
DEEPEST = 1000  # folders above the root of a process
ROOM = "size=64m,nr_inodes=16384,mode=0777"  # of the folder, which is in memory: tmpfs(5)


@functools.cache
def reason_against() -> str | None:
    """The reason why no tree can have a place of its own here, None if it can. Tried once, in a process that ends."""
    if sys.platform != "linux":
        return "only Linux has namespaces"
    folder = tempfile.mkdtemp(prefix="kata-")
    told, tells = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            enter(Path(folder))
        except OSError as error:
            os.write(tells, str(error.strerror or error).encode())
        finally:
            os._exit(0)
    os.close(tells)
    words = os.read(told, 200).decode()
    os.close(told)
    os.waitpid(pid, 0)
    shutil.rmtree(folder)
    return f"the kernel refuses namespaces ({words})" if words else None


def enter(folder: Path) -> None:
    """Give this process, which has one thread, a network with nothing but loopback, and make this empty folder a file
    system in memory that is there for it alone; what it forks shares both.

    Raises OSError where that is refused; the process is then of no more use, as it may have got half of it.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    flags = CLONE_NEWNS | CLONE_NEWNET
    _sure(libc.unshare(flags if user == 0 else flags | CLONE_NEWUSER))
    if user != 0:
        _map(user, group)
    _keep_mounts_here(libc, folder)
    _sure(libc.mount(b"kata", os.fsencode(folder), b"tmpfs", MS_NOSUID | MS_NODEV, ROOM.encode()))
    _raise_loopback()
    if user != 0:
        _give_up_rights(libc)


def _map(user: int, group: int) -> None:
    """Keep the numbers of the user and the group: user_namespaces(7)."""
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def _keep_mounts_here(libc: ctypes.CDLL, folder: Path) -> None:
    """Make all mounts of this namespace private: without that, whatever is mounted here is mounted for others too.

    That is said at a mount point, and the root of a chroot(2) is none in general. There the root of the namespace is
    asked for, above it: `..` ends only at the root of this process, and its working directory may be outside of that.
    """

    def private(path: bytes) -> int:
        return int(libc.mount(b"none", path, None, MS_REC | MS_PRIVATE, None))

    if private(b"/") == 0:
        return
    if ctypes.get_errno() != errno.EINVAL:
        _sure(-1)
    before, root = (os.open(path, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC) for path in (".", "/"))
    try:
        os.fchdir(root)
        os.chroot(folder)
        os.chdir("../" * DEEPEST)
        _sure(private(b"."))
    finally:
        os.fchdir(root)
        os.chroot(".")
        os.fchdir(before)
        os.close(root)
        os.close(before)


def _raise_loopback() -> None:
    with socket.socket() as any_socket:
        told = fcntl.ioctl(any_socket, SIOCGIFFLAGS, INTERFACE.pack(b"lo", 0))
        _, flags = INTERFACE.unpack(told)
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, INTERFACE.pack(b"lo", flags | IFF_UP))


def _give_up_rights(libc: ctypes.CDLL) -> None:
    """Have no rights but those of any user: else a file that may not be read could be."""
    header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
    _sure(libc.capset(header, bytes(24)))


def _sure(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
