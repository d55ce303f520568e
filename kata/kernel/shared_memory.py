"""Memory that processes share, and whether somebody can still find it: proc_pid_maps(5), shm_overview(7).

That the kernel calls a file deleted says little: it always says so of memory of System V, and of a named semaphore,
which is made under another name.
"""

from __future__ import annotations

import os

from kata.facts import Memory

ANONYMOUS = "/dev/zero"  # memory that is shared by fork alone
BY_DESCRIPTOR = "/memfd:"  # whoever has no descriptor of it cannot map it
SYSTEM_V = "/SYSV"
DELETED = " (deleted)"
FOLDER = "dev/shm"  # shm_overview(7), sem_overview(7)


def at(pid: int, address: int) -> Memory | None:
    """The memory at an address, if others than the relatives of the process can have it too."""
    with open(f"/proc/{pid}/maps") as file:
        for line in file:
            span, access, _, device, inode, *path = line.split(None, 5)
            low, _, high = span.partition("-")
            if int(low, 16) <= address < int(high, 16):
                text = path[0].rstrip("\n") if path else ""
                if access[3] != "s" or inode == "0" or text.startswith(ANONYMOUS):
                    return None
                return _memory(pid, span, device, int(inode), text)
    return None


def _memory(pid: int, span: str, device: str, inode: int, path: str) -> Memory:
    if path.startswith(BY_DESCRIPTOR):
        return Memory(device, inode, named=False, known_by_name=False)
    named = not path.endswith(DELETED) or path.startswith(SYSTEM_V) or _has_a_name(pid, span, device, inode)
    return Memory(device, inode, named)


def _has_a_name(pid: int, span: str, device: str, inode: int) -> bool:
    """Whether a file that was opened under a name which is gone has another one; True where nobody can say."""
    try:
        return os.stat(f"/proc/{pid}/map_files/{span}").st_nlink > 0
    except OSError:  # only root may look there
        folder = f"/proc/{pid}/root/{FOLDER}"
    try:
        if _device(os.stat(folder).st_dev) != device:
            return True
        return any(inode in (entry.inode() for entry in os.scandir(place)) for place, _, _ in os.walk(folder))
    except OSError:
        return True


def _device(number: int) -> str:
    return f"{os.major(number):02x}:{os.minor(number):02x}"


def mapped(pid: int) -> frozenset[tuple[str, int]]:
    """Devices and inodes of all files that a process has mapped."""
    with open(f"/proc/{pid}/maps") as file:
        lines = [line.split(None, 5) for line in file]
    return frozenset((words[3], int(words[4])) for words in lines if words[4] != "0")
