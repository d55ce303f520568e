"""Look in the process of a test, when it is over, for leftovers: descriptors, threads, zombies, processes."""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import stat
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kata.agent import closings, names, notes, origins, services, threads
from kata.agent.marks import mark
from kata.agent.notes import note
from kata.files import remove
from kata.kernel import addresses, exits, procfs, tree
from kata.runner.evidence import read
from kata.runner.hearing import OVER
from kata.runner.holding import OUTLIVES

MANY = 1 << 16  # descriptors


@dataclass(frozen=True)
class Held:
    """The open descriptors of a process with their inodes, and its threads."""

    descriptors: dict[int, int]
    threads: frozenset[int]


def held_now() -> Held:
    """The descriptors and threads that this process has now."""
    return Held(open_now(), frozenset(tree.threads()))


def open_now() -> dict[int, int]:
    """The open descriptors of this process and their inodes."""
    try:
        numbers: Iterable[int] = map(int, os.listdir("/dev/fd"))
    except OSError:  # no descriptor is left to list them with
        numbers = range(MANY)
    held: dict[int, int] = {}
    for fd in numbers:
        with contextlib.suppress(OSError):  # the descriptor that listed the others
            held[fd] = os.fstat(fd).st_ino
    return held


def note_left_behind(before: Held, folder: Path, spare: Container[int] = ()) -> None:
    """Note leftovers of the test: new descriptors, which are closed, new threads, children, names that it has made.

    folder: of the run. spare: children that are not the test's.
    """
    gc.collect()
    services.end()
    for tid in exits.wait_for_threads("self", before.threads):
        note("left", what="thread", **threads.known(tid))
    for fd, inode in open_now().items():
        if before.descriptors.get(fd) != inode and not _is_of_pytest(fd, before) and not _is_of_a_library(fd):
            note("left", what="descriptor", **_descriptor(fd))
            with contextlib.suppress(OSError):
                _close(fd)
    _note_children(spare)
    for each in notes.read(folder / "notes"):
        if each["kind"] in names.KINDS and names.is_there(each["kind"], each["path"]):
            note("left", what=each["kind"], path=each["path"], file=each["file"], line=each["line"])


def remove_memory_files(folder: Path) -> None:
    """Remove the files in shared memory that the processes of a run have made: no folder of theirs holds them."""
    made = [Path(each["path"]) for each in notes.read(folder / "notes") if each["kind"] == names.MEMORY_FILE]
    for path in made:
        if str(path.parent) == names.MEMORY:  # a note can be forged
            with contextlib.suppress(OSError):
                path.unlink()
            remove(path)


def note_outlived(folder: Path) -> None:
    """Note processes of the answer that are still there, where their exits were held until now."""
    mark(OVER)
    for deed in read(folder):
        if deed.what == OUTLIVES:
            note("left", what="process", child=deed.numbers[0])


def _is_of_pytest(fd: int, before: Held) -> bool:
    """Whether it is stdin, stdout or stderr that pytest has put there: a file, or what it had kept a copy of."""
    if fd > 2:
        return False
    status = os.fstat(fd)
    is_end = stat.S_ISFIFO(status.st_mode) or stat.S_ISSOCK(status.st_mode)
    return not is_end or status.st_ino in before.descriptors.values()


def _close(fd: int) -> None:
    os.close(fd)
    if fd <= 2:  # or the next that is opened would be taken for it
        os.open(os.devnull, os.O_RDWR)


def _is_of_a_library(fd: int) -> bool:
    """Whether a library that is loaded here keeps its own file open, as libffi may from `import ctypes` on."""
    try:
        return procfs.has_loaded(os.getpid(), os.readlink(f"/proc/self/fd/{fd}"))
    except OSError:  # there is no /proc, or no descriptor left to read it with
        return False


def _descriptor(fd: int) -> dict[str, Any]:
    end = closings.end_of(fd)
    is_a = end[1] if end is not None else closings.FILE
    return {"fd": fd, "is_a": _kind(fd, is_a), "origin": origins.origin(fd), "given": closings.given(fd)}


def _kind(fd: int, otherwise: str) -> str:
    """The kind of a socket, by the address where others find it, or those that it connects."""
    try:
        if not stat.S_ISSOCK(os.fstat(fd).st_mode):
            return otherwise
        end = socket.socket(fileno=os.dup(fd))
    except OSError:  # a thread has closed it meanwhile
        return otherwise
    with end, contextlib.suppress(OSError):
        own = addresses.of_python(end.getsockname())
        if end.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return f"a socket that listens at {own}"
        with contextlib.suppress(OSError):
            other = addresses.of_python(end.getpeername())
            return f"a connection from {own} to {other}" if own and other else otherwise
        return f"a socket at {own}" if own else otherwise
    return otherwise


def _note_children(spare: Container[int]) -> None:
    """Note zombies and living children, after exiting ones have become zombies.

    One that was still there and then goes without becoming a zombie was not waited for either: its parent ignores
    SIGCHLD, wait(2).
    """
    pids = [pid for pid in tree.own_children() if pid not in spare]
    there = [pid for pid in pids if _state(pid) == "process"]
    exits.wait_for_exits(lambda: [pid for pid in there if _state(pid) == "process"])
    for pid in pids:
        what = _state(pid)
        if what == "process" and procfs.is_stopped(pid):
            what = "stopped"
        if what != "gone" or pid in there:
            note("left", what="zombie" if what == "gone" else what, child=pid)


def _state(pid: int) -> str:
    """ "process", "zombie" or "gone"; reaps nothing and never waits: waitid(2) with WNOWAIT."""
    try:
        exited = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG)
    except ChildProcessError:
        return "gone"
    return "zombie" if exited else "process"
