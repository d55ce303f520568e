"""Bytes that are still in the buffers of a process: written, but not flushed.

Loaded into every Python program that is watched, like `reporter`. No buffer tells how many bytes it holds. So each is
flushed into a socket, which takes the place of its descriptor for a moment; the process will not go on any more.
"""

from __future__ import annotations

import _socket
import gc
import io
import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MOST = 1 << 20  # bytes that are counted


def pending() -> list[tuple[int, int]]:
    """Pipes and sockets with a writer that was not flushed: the descriptor and the number of bytes of each."""
    found: dict[int, int] = {}
    for each in gc.get_objects():
        # The type itself: a subclass may be the program's own, whose code is not to run.
        if type(each) in (io.TextIOWrapper, io.BufferedWriter, io.BufferedRandom, io.BufferedRWPair):
            for fd, count in _of(each):
                found[fd] = found.get(fd, 0) + count
    return [(fd, count) for fd, count in found.items() if count]


def _of(writer: Any) -> list[tuple[int, int]]:
    try:
        if writer.closed or not writer.writable():
            return []
        fd = writer.fileno()
        mode = os.fstat(fd).st_mode
        if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
            return []
        return [(fd, _flushed(writer, fd))]
    except (OSError, ValueError, RuntimeError):
        return []  # detached, or a thread is at work in it


def _flushed(writer: Any, fd: int) -> int:
    ours, theirs = _socket.socketpair()
    ours.setblocking(False)
    theirs.setblocking(False)
    inheritable = os.get_inheritable(fd)
    kept = os.dup(fd)  # keeps it open: its reader must not meet the end of file
    try:
        os.dup2(theirs.fileno(), fd)
        writer.flush()
    finally:
        os.dup2(kept, fd, inheritable)
        os.close(kept)
        theirs.close()
    count = 0
    while count < MOST and (data := ours.recv(1 << 16)):
        count += len(data)
    ours.close()
    return count
