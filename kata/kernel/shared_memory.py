"""Memory that processes share, and whether somebody can still find it: proc_pid_maps(5), shm_overview(7).

That the kernel calls a file deleted says little: it always says so of memory of System V, and of a named semaphore,
which is made under another name.
"""

from __future__ import annotations

import functools
import os

from kata.facts import Memory
from kata.kernel import procfs
from kata.kernel.attributes import attributes

ANONYMOUS = "/dev/zero (deleted)"  # memory that is shared by fork; only by /proc/PID/map_files anybody else gets at it
BY_DESCRIPTOR = "/memfd:"  # whoever has no descriptor of it cannot map it
SYSTEM_V = "/SYSV"
DELETED = " (deleted)"
UNKNOWN = Memory("", 0, named=True)
FOLDER = "/dev/shm"  # shm_overview(7), sem_overview(7)


def at(pid: int, address: int) -> Memory | None:
    """The memory at an address, if others than the relatives of the process can have it too."""
    mapped = next((each for each in procfs.maps(pid) if each.low <= address < each.high), None)
    # Who waits stays where the memory was when he began, even if that is not mapped any more, and then by others.
    if mapped is None:
        return UNKNOWN
    # A lock in memory that is only read is one of the file, even where the mapping is private: futex(2).
    if mapped.inode == "0" or (mapped.written and not mapped.shared):
        return None
    device, inode, path = mapped.device, int(mapped.inode), mapped.path
    of_the_kernel = device == _of_the_kernel()
    if path == ANONYMOUS and of_the_kernel:
        return Memory(device, inode, named=False, known_by_name=False, by_fork=True)
    if path.startswith(BY_DESCRIPTOR) and of_the_kernel:
        return Memory(device, inode, named=False, known_by_name=False)
    named = not path.endswith(DELETED) or path.startswith(SYSTEM_V) or _has_a_name(pid, mapped)
    return Memory(device, inode, named)


def _has_a_name(pid: int, mapped: procfs.Mapping) -> bool:
    """Whether a file that was opened under a name which is gone has another one; True where nobody can say."""
    try:
        return attributes(f"/proc/{pid}/map_files/{mapped.low:x}-{mapped.high:x}").links > 0
    except OSError:  # only root may look there
        folder = f"/proc/{pid}/root{FOLDER}"
    try:
        if _device(os.stat(folder).st_dev) != mapped.device:
            return True
        inodes = {entry.inode() for place, _, _ in os.walk(folder) for entry in os.scandir(place)}
        return int(mapped.inode) in inodes
    except OSError:
        return True


@functools.cache
def _of_the_kernel() -> str:
    """The device of memory without a file that anybody can see: any file may have such a name."""
    fd = os.memfd_create("kata")
    try:
        return _device(os.fstat(fd).st_dev)
    finally:
        os.close(fd)


def _device(number: int) -> str:
    return f"{os.major(number):02x}:{os.minor(number):02x}"


def mapped(pid: int | str) -> frozenset[tuple[str, int]]:
    """Devices and inodes of all files that a process has mapped."""
    return frozenset((each.device, int(each.inode)) for each in procfs.maps(pid) if each.inode != "0")
