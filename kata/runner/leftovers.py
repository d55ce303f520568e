"""What a test leaves behind, looked for in its own process when it is over: descriptors, zombies, processes."""

from __future__ import annotations

import contextlib
import fcntl
import gc
import os
import stat
from collections.abc import Container, Iterable
from typing import Any

from kata.agent import reporter
from kata.agent.notes import note
from kata.kernel import tree

MANY = 1 << 16  # descriptors

Held = dict[int, int]


def open_now() -> Held:
    """The open descriptors of this process and their inodes."""
    try:
        numbers: Iterable[int] = map(int, os.listdir("/dev/fd"))
    except OSError:  # no descriptor is left to list them with
        numbers = range(MANY)
    held: Held = {}
    for fd in numbers:
        with contextlib.suppress(OSError):  # the one that listed them
            held[fd] = os.fstat(fd).st_ino
    return held


def note_left_behind(before: Held, spare: Container[int] = ()) -> None:
    """Note what the test has left: descriptors that were not there before, children. The descriptors are closed.

    spare: children that are none of the test's.
    """
    gc.collect()
    for fd, inode in open_now().items():
        if fd > 2 and before.get(fd) != inode:
            note("left", what="descriptor", **_descriptor(fd))
            with contextlib.suppress(OSError):
                os.close(fd)
    _note_children(spare)


def _descriptor(fd: int) -> dict[str, Any]:
    mode = os.fstat(fd).st_mode
    kind = "a socket" if stat.S_ISSOCK(mode) else "an open file"
    if stat.S_ISFIFO(mode):
        writes = fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE
        kind = "the write end of a pipe" if writes else "the read end of a pipe"
    return {"fd": fd, "is_a": kind, "origin": reporter.origin(fd)}


def _note_children(spare: Container[int]) -> None:
    """Note zombies and living children; who is on its way out becomes a zombie first."""
    pids = [pid for pid in tree.own_children() if pid not in spare]
    tree.wait_for_exits(lambda: [pid for pid in pids if _state(pid) == "process"])
    for pid in pids:
        if (what := _state(pid)) != "gone":
            note("left", what=what, child=pid)


def _state(pid: int) -> str:
    """ "process", "zombie" or "gone"; nothing is reaped and nobody waits: waitid(2) with WNOWAIT."""
    try:
        exited = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG)
    except ChildProcessError:
        return "gone"
    return "zombie" if exited else "process"
