"""What is prepared in the process of a test before a learner's code is loaded.

Everything is installed in a process that lives for one test and is inherited by the processes it forks, so
nothing here is ever taken back.
"""

from __future__ import annotations

import faulthandler
import functools
import gc
import io
import os
import resource
import signal
import sys

from kata.agent import notes, reporter
from kata.agent.notes import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FunctionType
    from typing import Any, NoReturn

LARGEST_FILE = 16 << 20  # bytes that one file, captured output included, may grow to: setrlimit(2)
MEMORY = 4 << 30  # bytes of data that a process may have
MEMORY_APART = 1 << 30  # the same for an answer that runs apart
LAST_WORDS = 1 << 20  # bytes beyond that for what sits in buffers when the test is over
PROCESSES = 300  # that an answer which runs apart may have, threads included; the keeper ends it before
AMONG_OTHERS = 1200  # the same beside others of its user, who need some where a bomb goes off
FILES = (
    520  # descriptors of a process apart: those of a learner, twice, for they cross, and a few of the channel
)
SPACE = 4 << 30  # bytes of addresses of a process apart, for there are tables of what is mapped
PR_SET_PDEATHSIG = 1  # prctl(2)
BEGINS, ENDS = 1, 2  # marks: a function of the answer is at work
BELL = (
    getattr(signal, "SIGRTMIN", signal.SIGUSR2 - 13) + 13
)  # "the answer sleeps", to the test; no alarm of an answer
PID_MAX_LIMIT = 4 << 20  # include/linux/threads.h: no process has a higher number


class LearnerExit(Exception):
    """The answer tried to end or to judge the test itself; the text says how."""


class Ended(LearnerExit):
    """The process of an answer that runs apart has ended, which its test has not asked for."""


def settle(folder: Path, is_own: Callable[[str], bool]) -> None:
    """Make this process the one that runs a test.

    A session of its own, so that signals to its group reach nobody else; `/dev/null` as stdin; an empty working
    directory; bounds for files and memory. folder: where notes and frames go. is_own: whether reports may speak
    of a file.
    """
    os.setsid()
    if sys.platform == "linux":
        import ctypes  # not above: an answer that runs apart starts for each test, and does without

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    if null:
        os.close(null)
    work = folder / "work"
    work.mkdir()
    os.chdir(work)
    _bound()
    sys.dont_write_bytecode = True
    faulthandler.disable()  # a crash is reported by its signal, not by a traceback through the harness
    gc.freeze()  # what pytest has made so far is nobody's garbage here, and not looked through again
    reporter.begin(str(folder), is_own)
    _note_socket_files()


def settle_apart(folder: str, file: str, user: int | None, is_alone: bool) -> None:
    """Make this process the one that runs an answer and nothing else; its working directory stays as it is.

    folder: where notes and frames go. file: the answer. user: whose rights to take, for the good of all others.
    is_alone: whether limits for a user count for this answer alone.
    """
    _bound(MEMORY_APART)
    for limit, most in (
        (resource.RLIMIT_DATA, MEMORY_APART),
        (resource.RLIMIT_AS, SPACE),
        (resource.RLIMIT_NOFILE, FILES),
    ):
        most = _below(most, resource.getrlimit(limit)[1])
        resource.setrlimit(limit, (most, most))
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    most = PROCESSES if is_alone else AMONG_OTHERS + _threads_of_this_user()
    most = _below(most, resource.getrlimit(resource.RLIMIT_NPROC)[1])
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
    sys.dont_write_bytecode = True
    gc.freeze()
    notes.begin(os.path.join(folder, "notes"))
    reporter.begin(folder, lambda other: other == file)
    _note_socket_files()


def _bound(most: int = MEMORY) -> None:
    """Bounds for the files and the memory of this process and each below it. most: bytes of data."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE + LAST_WORDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ceiling = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (_below(most, ceiling), ceiling))


def _below(most: int, ceiling: int) -> int:
    return most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)


def _threads_of_this_user() -> int:
    """What counts for RLIMIT_NPROC: setrlimit(2)."""
    count = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.stat(f"/proc/{pid}").st_uid == os.getuid():
                count += len(os.listdir(f"/proc/{pid}/task"))
        except OSError:  # it has gone
            continue
    return count


def make_room_for_last_words() -> None:
    """When the test is over: let output that met the limit of its file go out, so that it can be shown."""
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


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


def mark(number: int) -> None:
    """Make a call without any effect, by which the one that watches hears where the program is: `kernel.deeds`."""
    try:
        os.getpgid(PID_MAX_LIMIT + number)  # of a process that cannot be
    except OSError:
        return


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
        mark(BEGINS)

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if os.getpid() != self.pid:
            stop_child(self.where, error)
        mark(ENDS)
        if isinstance(error, SystemExit):
            raise LearnerExit(
                f"`{self.where}` called sys.exit({error.code!r}) in the process that called it."
            )
        outcomes = sys.modules.get("_pytest.outcomes")  # an answer that runs apart has no pytest
        verdicts = (outcomes.OutcomeException, outcomes.Exit) if outcomes else ()
        if isinstance(error, (KeyboardInterrupt, GeneratorExit, *verdicts)):
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
        import traceback  # not above: it takes as long to load as all the rest

        watched = [f for f in traceback.extract_tb(error.__traceback__) if reporter.is_own(f.filename)]
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
