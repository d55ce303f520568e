"""Bytes that are still in the buffers of a process: written, but not flushed; received, but not read.

Loaded into every Python program that is watched, like `reporter`. No buffer tells how many bytes it holds. So each is
flushed into a socket, which takes the place of its descriptor for a moment, or read until the end of one; the process
will not go on any more.
"""

from __future__ import annotations

import _socket
import gc
import io
import os
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MOST = 1 << 20  # bytes that are counted


WRITERS = {io.TextIOWrapper, io.BufferedWriter, io.BufferedRandom, io.BufferedRWPair}
READERS = {io.TextIOWrapper, io.BufferedReader, io.BufferedRWPair}


def files() -> list[Any]:
    """All file objects with a buffer. To look for them takes longer than all else that a process tells."""
    kinds = WRITERS | READERS
    # The type itself: a subclass may be the program's own, whose code is not to run.
    return [each for each in gc.get_objects() if type(each) in kinds]


def pending(among: list[Any]) -> list[tuple[int, int]]:
    """Pipes and sockets with a writer that was not flushed: the descriptor and the number of bytes of each.

    among: the file objects.
    """
    found: dict[int, int] = {}
    for each in among:
        if type(each) in WRITERS:
            for fd, count in _of(each):
                found[fd] = found.get(fd, 0) + count
    return [(fd, count) for fd, count in found.items() if count]


def unread(among: list[Any]) -> list[tuple[int, int]]:
    """For each pipe or socket with a reader whose buffer is not empty: the descriptor and the number of bytes.

    among: the file objects. Nothing of a process with several threads: one that waits in a reader keeps its lock, and
    nobody would come back.
    """
    found: dict[int, int] = {}
    if len(sys._current_frames()) > 1:
        return []
    for each in among:
        if type(each) in READERS:
            try:
                fd = _stream(each) if not each.closed and each.readable() else None
                if fd is not None:
                    found[fd] = found.get(fd, 0) + _read(each, fd)
            except (OSError, ValueError, RuntimeError):
                continue
    return [(fd, count) for fd, count in found.items() if count]


def _of(writer: Any) -> list[tuple[int, int]]:
    try:
        fd = _stream(writer) if not writer.closed and writer.writable() else None
        return [] if fd is None else [(fd, _flushed(writer, fd))]
    except (OSError, ValueError, RuntimeError):
        return []  # detached, or a thread is at work in it


def _stream(file: Any) -> int | None:
    """The descriptor of a file object on a pipe or a socket."""
    fd: int = file.fileno()
    mode = os.fstat(fd).st_mode
    return fd if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) else None


def _read(reader: Any, fd: int) -> int:
    """The bytes in a reader whose stream is at its end."""
    ours, theirs = _socket.socketpair()
    ours.close()
    rest = _while_it_leads_to(theirs, fd, reader.read)
    return len(rest.encode() if isinstance(rest, str) else rest or b"")


def _while_it_leads_to(other: Any, fd: int, function: Callable[[], Any]) -> Any:
    """Call the function while a descriptor leads to this socket, which is closed then."""
    inheritable = os.get_inheritable(fd)
    kept = os.dup(fd)  # so that nobody sees the end of it meanwhile
    try:
        os.dup2(other.fileno(), fd)
        return function()
    finally:
        os.dup2(kept, fd, inheritable)
        os.close(kept)
        other.close()


def _flushed(writer: Any, fd: int) -> int:
    ours, theirs = _socket.socketpair()
    ours.setblocking(False)
    theirs.setblocking(False)
    _while_it_leads_to(theirs, fd, writer.flush)
    count = 0
    while count < MOST and (data := ours.recv(1 << 16)):
        count += len(data)
    ours.close()
    return count
