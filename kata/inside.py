"""What is prepared in the process of a test before a learner's code is loaded.

Everything is installed in a process that lives for one test and is inherited by the processes it forks, so
nothing here is ever taken back.
"""

from __future__ import annotations

import ctypes
import faulthandler
import functools
import gc
import io
import os
import resource
import signal
import socket
import struct
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any, NoReturn

from _pytest.outcomes import Exit, OutcomeException

from kata import frames
from kata.notes import note

LARGEST_FILE = 16 << 20  # bytes that one file, captured output included, may grow to: setrlimit(2)
MEMORY = 4 << 30  # bytes of data that a process may have
LAST_WORDS = 1 << 20  # bytes beyond that for what sits in buffers when the test is over
PR_SET_PDEATHSIG = 1  # prctl(2)
# What can end a wait and leaves no trace when it is called through ctypes.
FOREIGN_CLOCKS = ("alarm", "ualarm", "setitimer", "setsockopt", "syscall")


class LearnerExit(Exception):
    """The answer tried to end or to judge the test itself; the text says how."""


def settle(folder: Path, watched: tuple[str, ...]) -> None:
    """Make this process the one that runs a test.

    A session of its own, so that signals to its group reach nobody else; `/dev/null` as stdin; an empty working
    directory; bounds for files and memory. folder: where notes and frames go. watched: prefixes of the files that
    reports may speak of.
    """
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    if null:
        os.close(null)
    work = folder / "work"
    work.mkdir()
    os.chdir(work)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE + LAST_WORDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ceiling = resource.getrlimit(resource.RLIMIT_DATA)[1]
        memory = MEMORY if ceiling == resource.RLIM_INFINITY else min(MEMORY, ceiling)
        resource.setrlimit(resource.RLIMIT_DATA, (memory, ceiling))
    sys.dont_write_bytecode = True
    faulthandler.disable()  # a crash is reported by its signal, not by a traceback through the harness
    gc.freeze()  # what pytest has made so far is nobody's garbage here, and not looked through again
    frames.begin(folder, watched)
    _note_forks()
    _note_clocks()
    _note_descriptors()
    _note_socket_files()


def make_room_for_last_words() -> None:
    """When the test is over: let output that met the limit of its file go out, so that it can be shown."""
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def _note_forks() -> None:
    def forked() -> None:
        file, line, function = frames.place() or (None, None, None)
        note("fork", parent=os.getppid(), file=file, line=line, function=function)

    os.register_at_fork(after_in_child=forked)


def _note_clocks() -> None:
    """Alarms and the time limits of sockets of another process can be seen nowhere: alarm(2), socket(7)."""
    alarm, setitimer, setsockopt = signal.alarm, signal.setitimer, socket.socket.setsockopt

    @functools.wraps(alarm)
    def noted_alarm(seconds: int, /) -> int:
        note("alarm", until=time.monotonic() + seconds if seconds else None, interval=0)
        return alarm(seconds)

    @functools.wraps(setitimer)
    def noted_setitimer(which: int, seconds: float, interval: float = 0.0, /) -> tuple[float, float]:
        if which == signal.ITIMER_REAL:  # the others count only while the process runs
            note("alarm", until=time.monotonic() + seconds if seconds else None, interval=interval)
        return setitimer(which, seconds, interval)

    @functools.wraps(setsockopt)
    def noted_setsockopt(self: socket.socket, level: int, option: int, *value: Any) -> None:
        setsockopt(self, level, option, *value)
        if level == socket.SOL_SOCKET and option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            limited = any(self.getsockopt(level, option, struct.calcsize("ll")))
            note("socket limit", inode=os.fstat(self.fileno()).st_ino, limited=limited)

    def sought(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith("ctypes.dlsym") and arguments[1] in FOREIGN_CLOCKS:
            note("foreign clock", name=arguments[1])

    sys.addaudithook(sought)
    signal.alarm = noted_alarm
    signal.setitimer = noted_setitimer
    socket.socket.setsockopt = noted_setsockopt  # type: ignore[method-assign, assignment]


def _note_descriptors() -> None:
    """Remember which line made a descriptor; its name there is the best one for an end that was left open."""
    pipe, dup, socketpair = os.pipe, os.dup, socket.socketpair

    @functools.wraps(pipe)
    def noted_pipe() -> tuple[int, int]:
        ends = pipe()
        for index, fd in enumerate(ends):
            frames.made_here(fd, index)
        return ends

    @functools.wraps(dup)
    def noted_dup(fd: int, /) -> int:
        copy = dup(fd)
        frames.made_here(copy, 0, is_copy=True)
        return copy

    @functools.wraps(socketpair)
    def noted_socketpair(*arguments: Any, **keywords: Any) -> tuple[socket.socket, socket.socket]:
        pair = socketpair(*arguments, **keywords)
        for index, end in enumerate(pair):
            frames.made_here(end.fileno(), index)
        return pair

    os.pipe, os.dup, socket.socketpair = noted_pipe, noted_dup, noted_socketpair


def _note_socket_files() -> None:
    def bound(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "socket.bind":
            return
        address = arguments[1]
        name = address if isinstance(address, str) else None
        if isinstance(address, bytes) and not address.startswith(b"\0"):
            name = os.fsdecode(address)
        if name and not name.startswith("\0"):
            note("socket file", path=os.path.abspath(name))

    sys.addaudithook(bound)


def guard(function: FunctionType) -> Callable[..., Any]:
    """The learner's function, which only the process that called it can come back from."""

    @functools.wraps(function)
    def call(*arguments: Any, **keywords: Any) -> Any:
        with one_process_comes_back(function.__name__):
            return function(*arguments, **keywords)

    return call


class one_process_comes_back:
    """Around learner's code: a child that was forked inside and comes out is stopped here.

    Raises LearnerExit instead of what would end the run or pass for a verdict: KeyboardInterrupt, SystemExit
    and pytest's own outcomes.
    """

    def __init__(self, where: str) -> None:
        self.where = where

    def __enter__(self) -> None:
        self.pid = os.getpid()

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if os.getpid() != self.pid:
            stop_child(self.where, error)
        if isinstance(error, SystemExit):
            raise LearnerExit(
                f"`{self.where}` called sys.exit({error.code!r}) in the process that called it."
            )
        if isinstance(error, KeyboardInterrupt | GeneratorExit | OutcomeException | Exit):
            name = type(error).__name__
            raise LearnerExit(f"`{self.where}` was left by {name} in the process that called it.") from None


def stop_child(where: str, error: BaseException | None) -> NoReturn:
    """End a forked child that came out of learner's code, as its own `sys.exit` would where it called that.

    Otherwise it has escaped: that is noted, and its status is 1.
    """
    if isinstance(error, SystemExit):
        code = error.code
        if not isinstance(code, int | None):
            print(code, file=sys.stderr)
        status = code if isinstance(code, int) else 0 if code is None else 1
        error.__traceback__ = None  # lets go of the frames, and so of the files in them
        del error
        _flush_everything()
        os._exit(status & 0xFF)
    place = None
    if error is not None:
        watched = [
            f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(frames._watched)
        ]
        place = [watched[-1].filename, watched[-1].lineno] if watched else None
        print(
            "".join(traceback.format_list(watched)),
            f"{type(error).__name__}: {error}",
            sep="",
            file=sys.stderr,
        )
    text = None if error is None else f"{type(error).__name__}: {error}"
    note("escape", where=where, error=text, place=place)
    _flush_everything()
    os._exit(1)


def _flush_everything() -> None:
    """What the interpreter does when it exits: buffered text is written, once by each process that has it."""
    gc.collect()
    for thing in gc.get_objects():
        if isinstance(thing, io.TextIOWrapper | io.BufferedWriter | io.BufferedRandom | io.BufferedRWPair):
            try:
                thing.flush()
            except (OSError, ValueError):
                continue  # closed, read-only, or nobody reads
