"""Where a process stands and what it calls its descriptors, told by the process itself on a signal.

The handler is installed before a learner's code is loaded and is inherited by every process it forks. It is
asked only after the verdict: a signal before it would end a `pause` or cut a `write` short. A process that has
answered is stopped; it will not be continued.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from kata.facts import Frame

ASK = signal.SIGRTMIN + 11 if hasattr(signal, "SIGRTMIN") else signal.SIGUSR2
PATIENCE = 0.3  # seconds for all processes to answer
NEST = 2  # how deep names are looked for in tuples, lists and dicts
CROWD = 64  # how many members of one of them
ENDS = 1000  # how many ends of pipes and pairs are remembered

_watched: tuple[str, ...] = ()
_folder: Path | None = None
_origins: dict[int, tuple[int, str, int, int]] = {}
_ends: dict[tuple[int, int], tuple[str, int]] = {}


def begin(folder: Path, watched: Iterable[str]) -> None:
    """Answer from now on, in files in `folder`, with the frames whose file begins with one of `watched`."""
    global _watched, _folder
    _watched, _folder = tuple(watched), folder
    signal.signal(ASK, _answer)


def made_here(fd: int, index: int, is_copy: bool = False) -> None:
    """Remember the line of the learner's code that made this descriptor as the `index`th of its call.

    The index is -1 where a library made it for that line: the line does not name it then.
    """
    caller = sys._getframe(2)
    frame = next(_stack(caller), None)
    if frame is None:
        return
    named = index if frame is caller else -1
    inode, file, line = os.fstat(fd).st_ino, frame.f_code.co_filename, frame.f_lineno
    _origins[fd] = (inode, file, line, named)
    if named >= 0 and not is_copy and len(_ends) < ENDS:
        _ends[inode, index] = file, line


def origin(fd: int) -> tuple[str, int, int] | None:
    """File, line and index of the call that made this descriptor, if it was watched and is still the same."""
    known = _origins.get(fd)
    if known is None:
        return None
    try:
        same = os.fstat(fd).st_ino == known[0]
    except OSError:
        same = False
    return known[1:] if same else None


def place() -> tuple[str, int, str] | None:
    """File, line and function of the innermost watched frame of the caller."""
    for frame in _stack(sys._getframe(1)):
        return frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name
    return None


def _stack(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        if frame.f_code.co_filename.startswith(_watched):
            yield frame
        frame = frame.f_back


def _answer(signum: int, frame: FrameType | None) -> None:
    if _folder is None:
        return
    tids = {thread.ident: thread.native_id for thread in threading.enumerate()}
    main = threading.main_thread().ident
    threads = {}
    for ident, top in sys._current_frames().items():
        stack = [_told(each) for each in _stack(frame if ident == main else top)]
        threads[os.getpid() if ident == main else tids.get(ident, 0)] = stack
    origins = {fd: known for fd in list(_origins) if (known := origin(fd))}
    path = _folder / f"frames-{os.getpid()}"
    ends = [[*end, *where] for end, where in _ends.items()]
    with contextlib.suppress(OSError):  # no descriptor is left, say: then names are left out
        path.with_suffix(".part").write_text(
            json.dumps({"threads": threads, "origins": origins, "ends": ends})
        )
        path.with_suffix(".part").rename(path)
    os.kill(
        os.getpid(), signal.SIGSTOP
    )  # or a `pause` would have come back, and the story gone on without witness


def _told(frame: FrameType) -> dict[str, Any]:
    names: list[tuple[str, int, str]] = []
    for name, value in frame.f_locals.items():
        if not name.startswith(("__", ".")):  # "." is the hidden iterator of a comprehension
            names += _descriptors(name, value, NEST)
    return {
        "file": frame.f_code.co_filename,
        "line": frame.f_lineno,
        "function": frame.f_code.co_name,
        "names": names,
    }


def _descriptors(name: str, value: object, depth: int) -> list[tuple[str, int, str]]:
    """Name, number and "object" or "number" of all pipes and sockets in a value.

    Only known types are asked for `fileno`: on others it may be anything.
    """
    if isinstance(value, bool):
        return []
    if isinstance(value, int):
        return [(name, value, "number")] if _leads_somewhere(value) else []
    if isinstance(value, io.IOBase | socket.socket) or _is_connection(value):
        try:
            number = value.fileno()  # type: ignore[attr-defined]
        except (OSError, ValueError):
            return []
        return [(name, number, "object")] if _leads_somewhere(number) else []
    if depth and isinstance(value, tuple | list) and len(value) <= CROWD:
        return [found for i, v in enumerate(value) for found in _descriptors(f"{name}[{i}]", v, depth - 1)]
    if depth and isinstance(value, dict) and len(value) <= CROWD:
        return [found for k, v in value.items() for found in _descriptors(f"{name}[{k!r}]", v, depth - 1)]
    if depth and (name == "self" or isinstance(value, subprocess.Popen)):
        members = getattr(value, "__dict__", {})
        return [found for k, v in members.items() for found in _descriptors(f"{name}.{k}", v, depth - 1)]
    return []


def _is_connection(value: object) -> bool:
    module = sys.modules.get("multiprocessing.connection")
    return module is not None and isinstance(value, module.Connection)


def _leads_somewhere(number: int) -> bool:
    if not 0 <= number < 1 << 20:
        return False
    try:
        mode = os.fstat(number).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


@dataclass(frozen=True)
class Told:
    """What one process answered: the watched frames of each thread, innermost first, and for each
    descriptor the file, the line and the index of the call that made it. `ends` are all that it or those
    before it have made, by inode and index, open or not."""

    threads: dict[int, tuple[Frame, ...]]
    origins: dict[int, tuple[str, int, int]]
    ends: dict[tuple[int, int], tuple[str, int]] = field(default_factory=dict)

    @property
    def frames(self) -> tuple[Frame, ...]:
        return tuple(frame for stack in self.threads.values() for frame in stack)


def ask(pids: Iterable[int], folder: Path) -> dict[int, Told]:
    """What each process tells of itself, as far as it answers within PATIENCE."""
    pids = list(pids)
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, ASK)
    told: dict[int, Told] = {}
    limit = time.monotonic() + PATIENCE
    while len(told) < len(pids) and time.monotonic() < limit:
        for pid in pids:
            path = folder / f"frames-{pid}"
            if pid not in told and path.exists():
                told[pid] = parse(path.read_text())
        time.sleep(0.0005)
    return told


def parse(text: str) -> Told:
    """The answer of one process, from JSON."""
    answer = json.loads(text)
    threads = {
        int(tid): tuple(
            Frame(f["file"], f["line"], f["function"], tuple((n, fd, kind) for n, fd, kind in f["names"]))
            for f in stack
        )
        for tid, stack in answer["threads"].items()
    }
    origins = {int(fd): (file, line, index) for fd, (file, line, index) in answer["origins"].items()}
    ends = {(inode, index): (file, line) for inode, index, file, line in answer["ends"]}
    return Told(threads, origins, ends)
