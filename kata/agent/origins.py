"""The lines that have made descriptors: the name on such a line is the best one for an end that is left open."""

from __future__ import annotations

import _socket
import gc
import os
import sys

from . import closings
from .lines import belongs, like, stack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any


ENDS = 1000  # how many ends of pipes and pairs are remembered

# Once for a process, as in `reporter`: wrapped functions write it, and a fork copies it.
_origins: dict[int, tuple[int, str, int, int]] = {}
_ends: dict[tuple[int, int], tuple[str, int]] = {}
_sockets: dict[int, tuple[str, int, int]] = {}  # by the ids of the objects: they have no descriptor yet


def begin() -> None:
    """Remember from now on which line makes a descriptor."""
    pipe, dup, socketpair = os.pipe, os.dup, _socket.socketpair

    def noted_pipe() -> tuple[int, int]:
        ends = pipe()
        for index, fd in enumerate(ends):
            _made(fd, index, sys._getframe(1))
        return ends

    def noted_dup(fd: int, /) -> int:
        copy = dup(fd)
        _made(copy, 0, sys._getframe(1), is_copy=True)
        return copy

    def noted_socketpair(*arguments: Any) -> Any:
        pair = socketpair(*arguments)
        for index, end in enumerate(pair):  # made for `socket.socketpair`, which the program has called
            _made(end.fileno(), index, sys._getframe(1).f_back)
        closings.pair(*(end.fileno() for end in pair))
        return pair

    os.pipe, os.dup = like(pipe, noted_pipe), like(dup, noted_dup)
    _socket.socketpair = like(socketpair, noted_socketpair)
    sys.addaudithook(_socket_made)


def _made(fd: int, index: int, caller: FrameType | None, is_copy: bool = False) -> None:
    """Remember the program's own line that made a descriptor, the `index`th that its call returned.

    The index is -1 if a library made it for that line: then the line does not name it.
    """
    frame = next(stack(caller), None)
    if frame is None:
        return
    named = index if frame is caller else -1
    inode, file, line = os.fstat(fd).st_ino, frame.f_code.co_filename, frame.f_lineno
    _origins[fd] = (inode, file, line, named)
    if named >= 0 and not is_copy and len(_ends) < ENDS:
        _ends[inode, index] = file, line


def _socket_made(event: str, arguments: tuple[Any, ...]) -> None:
    """Remember the program's own line that makes a socket; it names the socket if the module `socket` made it."""
    if event != "socket.__new__":
        return
    below: FrameType | None = None
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and not belongs(frame):
        below, frame = frame, frame.f_back
    if frame is not None:
        named = below is None or below.f_globals.get("__name__") == "socket"
        where = (frame.f_code.co_filename, frame.f_lineno, 0 if named else -1)
        _sockets[id(arguments[0])] = where


def remember(fd: int, where: tuple[str, int, int]) -> None:
    """Remember where a descriptor was made, as another process has told."""
    _origins[fd] = (os.fstat(fd).st_ino, *where)


def origin(fd: int) -> tuple[str, int, int] | None:
    """File, line and index of the call that made a descriptor, if it was seen and the descriptor is still the same."""
    known = _origins.get(fd)
    if known is None:
        return _origin_of_socket(fd)
    try:
        same = os.fstat(fd).st_ino == known[0]
    except OSError:
        same = False
    return known[1:] if same else None


def _origin_of_socket(fd: int) -> tuple[str, int, int] | None:
    for each in gc.get_objects():
        if isinstance(each, _socket.socket) and each.fileno() == fd:
            return _sockets.get(id(each))
    return None


def known() -> dict[int, tuple[str, int, int]]:
    """The origins of all descriptors that are still the same."""
    return {fd: where for fd in list(_origins) if (where := origin(fd))}


def ends() -> list[list[Any]]:
    """[inode, index, file, line] of each end of a pipe or pair that a line has made, and may have given a name."""
    return [[*end, *where] for end, where in _ends.items()]
