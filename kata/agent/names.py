"""Names that stay when their makers have gone: socket files, and files in shared memory; and the line that made each.

POSIX shared memory is a file in a folder of its own, shm_overview(7). The audit events of Python tell of its files by
their paths, or by the descriptor that is given a size and mapped: `shm_open` has no event.
"""

from __future__ import annotations

import os
import stat
import sys

from .lines import like, place
from .notes import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

KINDS = SOCKET_FILE, MEMORY_FILE = "socket file", "memory file"  # of notes
MEMORY = "/dev/shm"
PATH_OF = {
    "os.mkdir": 0,
    "os.link": 1,
    "os.rename": 1,
    "os.symlink": 1,
}  # events, and which argument is the new name
DESCRIPTOR_OF = {"os.truncate": 0, "mmap.__new__": 0}


def begin() -> None:
    """Note from now on the names that this process, and those that it forks, make."""
    known = set(_in_memory())  # when it began, and those that are noted

    def memory_file(path: str) -> None:
        folder, name = os.path.split(path)
        if folder == MEMORY and name not in known:
            known.add(name)
            _note(MEMORY_FILE, path)

    def opened(fd: int) -> None:
        path = _path_of(fd)
        if path and os.path.lexists(path):
            memory_file(path)

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.bind":
            path = _path(arguments[1])
            if path and not path.startswith("\0"):
                _note(SOCKET_FILE, os.path.abspath(path))
        elif event in PATH_OF or (event == "open" and arguments[2] & os.O_CREAT):
            path = _path(arguments[PATH_OF.get(event, 0)])
            if path and not os.path.lexists(path):
                memory_file(os.path.abspath(path))
        elif event in DESCRIPTOR_OF and isinstance(arguments[DESCRIPTOR_OF[event]], int):
            opened(arguments[DESCRIPTOR_OF[event]])
        elif event == "ctypes.dlopen":
            _tell_shm_open(opened)

    sys.addaudithook(heard)


def is_there(kind: str, path: str) -> bool:
    """Whether a name that was noted is still there."""
    try:
        mode = os.lstat(path).st_mode
    except (OSError, ValueError):  # a name with a zero byte is none
        return False
    return kind == MEMORY_FILE or stat.S_ISSOCK(mode)


def _in_memory() -> list[str]:
    try:
        return os.listdir(MEMORY)
    except OSError:  # this system keeps none there
        return []


def _path(name: object) -> str | None:
    """A path as text; None for an address or a descriptor, which is none."""
    return os.fsdecode(name) if isinstance(name, str | bytes | os.PathLike) else None


def _path_of(fd: int) -> str | None:
    try:
        return os.readlink(f"/proc/self/fd/{fd}")
    except OSError:
        return None


def _note(kind: str, path: str) -> None:
    file, line, function = place() or (None, None, None)
    note(kind, path=path, file=file, line=line, function=function)


def _tell_shm_open(opened: Any) -> None:
    """Let `shm_open` of every C library that is loaded from now on tell the descriptor that it has made."""
    ctypes = sys.modules.get("ctypes")
    if ctypes is None or hasattr(ctypes.CDLL.__getitem__, "__wrapped__"):
        return
    find = ctypes.CDLL.__getitem__

    def found(library: Any, name: Any) -> Any:
        function = find(library, name)
        if name == "shm_open":
            function.errcheck = told
        return function

    def told(fd: int, *_: object) -> int:
        opened(fd)
        return fd

    ctypes.CDLL.__getitem__ = like(find, found)
    found.__wrapped__ = find  # type: ignore[attr-defined]
