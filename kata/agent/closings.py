"""Ends of pipes and sockets by their numbers: which line has closed them, and which function was given them.

An error of a call, or an end that is left open, often comes of what was done with a descriptor before. The kernel
tells nothing of it afterwards, so a process remembers it. What it has closed is also noted for those that watch, when
it leaves a function of the answer: another process may have met what came of it.
"""

from __future__ import annotations

import fcntl
import os
import stat
import sys
from time import monotonic

from .notes import note
from .values import descriptor, reached

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import CodeType, FrameType
    from typing import Any

    End = tuple[int, str, int]  # inode, kind in words, inode of the other end
    Closing = dict[str, Any]

READ_END, WRITE_END, SOCKET, FILE = (
    "the read end of a pipe",
    "the write end of a pipe",
    "a socket",
    "an open file",
)
INNER = ("<listcomp>", "<genexpr>", "<setcomp>", "<dictcomp>", "<lambda>")
MANY = 200  # closings that are told at once
# Not by `__file__`, which may be bytecode elsewhere:
OURS = os.path.dirname(os.path.dirname(sys._getframe().f_code.co_filename))

# Once for a process, as in `reporter`: wrapped functions write it, and a fork copies it.
_is_own: Callable[[str], bool] = bool
_closed: dict[int, tuple[End, Closing]] = {}
_given: dict[int, tuple[int, list[list[str]]]] = {}
_peers: dict[int, int] = {}
_untold: list[tuple[int, End, Closing]] = []
_sockets: dict[int, Closing] = {}


def begin(is_own: Callable[[str], bool]) -> None:
    """Remember from now on. is_own: whether a file belongs to the program."""
    global _is_own
    _is_own = is_own
    close = os.close

    def noted_close(fd: int) -> None:
        end, at = end_of(fd), monotonic()  # before: another process may meet what comes of it at once
        close(fd)
        if end is not None:
            _remember(fd, end, sys._getframe(1), "closed", at)

    noted_close.__name__ = noted_close.__qualname__ = "close"
    noted_close.__module__, noted_close.__doc__ = close.__module__, close.__doc__
    os.close = noted_close
    os.register_at_fork(after_in_child=_untold.clear)
    sys.addaudithook(_note)


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    """A file object that is made of a descriptor will close it, and so will a socket."""
    if event == "socket.__new__" and "socket" in sys.modules:
        _note_sockets(sys.modules["socket"].socket)
    if event == "open" and type(arguments[0]) is int:
        end = end_of(arguments[0])
        if end is not None:
            reads = str(arguments[1]).startswith("r")
            _remember(
                arguments[0], end, sys._getframe(1), f"opened to {'read' if reads else 'write'}", monotonic()
            )


def _note_sockets(kind: Any) -> None:
    """Note from now on by which line a socket is closed; a program may import the module at any time."""
    close = kind._real_close
    if hasattr(close, "of_the_program"):
        return

    def noted_close(self: Any, *arguments: Any) -> None:
        fd = self.fileno()
        end, at = end_of(fd) if fd >= 0 else None, monotonic()
        close(self, *arguments)
        if end is not None:
            _remember(fd, end, sys._getframe(1), "closed", at)
            _sockets[id(self)] = {"fd": fd}

    noted_close.of_the_program = close  # type: ignore[attr-defined]
    kind._real_close = noted_close


def pair(one: int, other: int) -> None:
    """Two descriptors are the sockets of one pair."""
    inode, peer = os.fstat(one).st_ino, os.fstat(other).st_ino
    _peers[inode], _peers[peer] = peer, inode


def end_of(fd: Any) -> End | None:
    """The kind of an open descriptor: an end of a pipe, or a socket; None for all else."""
    try:
        facts = os.fstat(fd)
    except (OSError, TypeError, ValueError, OverflowError):
        return None
    if stat.S_ISFIFO(facts.st_mode):
        writes = fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE
        return facts.st_ino, WRITE_END if writes else READ_END, facts.st_ino
    return (facts.st_ino, SOCKET, _peers.get(facts.st_ino, 0)) if stat.S_ISSOCK(facts.st_mode) else None


def _remember(fd: int, end: End, caller: FrameType, how: str, at: float) -> None:
    frame: FrameType | None = caller
    while frame is not None and not _is_own(frame.f_code.co_filename):
        if is_ours(frame.f_code):  # what is done for the program, it has not done itself
            return
        frame = frame.f_back
    if frame is None:
        return
    place = {"file": frame.f_code.co_filename, "line": frame.f_lineno, "function": named(frame)}
    _closed[fd] = end, {"inode": end[0], "is_a": end[1], **place, "how": how, "at": at}
    _untold.append((fd, *_closed[fd]))


def is_ours(code: CodeType) -> bool:
    """Whether code is of this project, and neither of the program nor of a library."""
    return code.co_filename.startswith(OURS)


def named(frame: FrameType) -> str:
    """The function of a frame, or the one around a comprehension."""
    each: FrameType | None = frame
    while each is not None and each.f_code.co_name in INNER:
        each = each.f_back
    return each.f_code.co_name if each is not None else frame.f_code.co_name


def closing_of(fd: int) -> tuple[End, Closing] | None:
    """The end that this number was before it was closed, and by whom; None where it is open, or nothing is known."""
    try:
        os.fstat(fd)
    except (OSError, OverflowError):
        return _closed.get(fd)
    return None


def number_of(closed_socket: object) -> int | None:
    """The number that a socket had which is closed now."""
    known = _sockets.get(id(closed_socket))
    return known["fd"] if known else None


def learn(fd: int, end: End, closing: Closing) -> None:
    """Another process has closed this descriptor."""
    _closed[fd] = end, closing


def known() -> list[tuple[int, End, Closing]]:
    """All descriptors that this process has closed, by their numbers."""
    return [(fd, *found) for fd in list(_closed)[-MANY:] if (found := closing_of(fd)) is not None]


def tell() -> None:
    """Note what this process has closed since it has told last."""
    ends = [closing for fd, end, closing in _untold[-MANY:] if (end_of(fd) or (0,))[0] != end[0]]
    _untold.clear()
    if ends:
        note("closed", ends=ends)


def give(function: str, parameters: Iterable[str], arguments: Iterable[Any]) -> None:
    """A function of the answer is called: remember under which names it gets descriptors."""
    for name, value in zip(parameters, arguments, strict=False):
        for text, each in reached(name, value, 1):
            fd = descriptor(each)
            end = end_of(fd) if fd is not None else None
            if fd is not None and end is not None:
                inode, known = _given.get(fd, (0, []))
                if inode != end[0]:
                    known = []
                if [function, text] not in known:
                    known = [*known, [function, text]]
                _given[fd] = end[0], known


def given(fd: int) -> list[list[str]]:
    """The functions that were given this descriptor, each with its name for it."""
    inode, known = _given.get(fd, (0, []))
    end = end_of(fd)
    return known if end is not None and end[0] == inode else []


def all_given() -> dict[int, list[str]]:
    """The open descriptors that a function of the answer was given, each with the last one and its name."""
    return {fd: known[-1] for fd in list(_given) if (known := given(fd))}
