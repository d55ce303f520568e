"""Prepare the process of a test before a learner's code is loaded.

The process lives for one test, and the processes that it forks inherit its settings; so none of them is ever undone.
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

from kata.agent import closings, errors, notes, reporter
from kata.agent.notes import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FunctionType
    from typing import Any, NoReturn

LARGEST_FILE = 16 << 20  # bytes of any one file, captured output included: setrlimit(2)
MEMORY = 4 << 30  # bytes of data of a process
MEMORY_APART = 1 << 30  # the same for an answer that runs apart
LAST_WORDS = 1 << 20  # bytes beyond LARGEST_FILE, for buffers that are flushed when the test is over
PROCESSES = 300  # of an answer that runs apart, threads included; the keeper ends it before
AMONG_OTHERS = 1200  # the same where others share its user: they need some left during a fork bomb
FILES = (
    520  # descriptors of a process apart: a learner's twice, because they cross, and a few for the channel
)
SPACE = 4 << 30  # bytes of addresses of a process apart: page tables are memory, too
PR_SET_PDEATHSIG = 1  # prctl(2)
BEGINS, ENDS = 1, 2  # marks around a function of the answer
BELL = getattr(signal, "SIGRTMIN", signal.SIGUSR2 - 13) + 13  # to the test, when its answer sleeps
PID_MAX_LIMIT = 4 << 20  # include/linux/threads.h: no process has a higher number


class LearnerExit(Exception):
    """An attempt of the answer to end or to judge its test; the text says how."""


class Ended(LearnerExit):
    """The end of the process of an answer that runs apart, before its test has asked for it."""


def settle(folder: Path, is_own: Callable[[str], bool]) -> None:
    """Make this process the one that runs a test.

    It gets a session of its own, so that signals to its group reach nobody else; `/dev/null` as stdin; an empty
    working directory; limits for files and memory. folder: for notes and frames. is_own: whether reports may speak of
    a file.
    """
    os.setsid()
    if sys.platform == "linux":
        import ctypes  # here, because an answer that runs apart starts for each test and does not need it

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
    gc.freeze()  # the objects of pytest are no garbage here, and need not be searched again
    reporter.begin(str(folder), is_own)
    closings.begin(is_own)
    _note_socket_files()


def settle_apart(folder: str, file: str, user: int | None, is_alone: bool) -> None:
    """Make this process the one that runs an answer and nothing else; its working directory stays as it is.

    folder: for notes and frames. file: the answer. user: the user to become, None to stay. is_alone: whether the
    limits of a user are this answer's alone.
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
    closings.begin(lambda other: other == file)
    _note_socket_files()


def _bound(most: int = MEMORY) -> None:
    """Limit the files and the memory of this process and each below it. most: bytes of data."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE + LAST_WORDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ceiling = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (_below(most, ceiling), ceiling))


def _below(most: int, ceiling: int) -> int:
    return most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)


def _threads_of_this_user() -> int:
    """The number of threads of this user, which RLIMIT_NPROC limits: setrlimit(2)."""
    count = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.stat(f"/proc/{pid}").st_uid == os.getuid():
                count += len(os.listdir(f"/proc/{pid}/task"))
        except OSError:  # it has gone
            continue
    return count


def make_room_for_last_words() -> None:
    """Raise the limit for files when the test is over, so that buffered output can still be written and shown."""
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
    """Make a call without effect, which tells the watcher where the program is: `kernel.deeds`."""
    try:
        os.getpgid(PID_MAX_LIMIT + number)  # of a process that cannot exist
    except OSError:
        return


def guard(function: FunctionType) -> Callable[..., Any]:
    """Wrap a learner's function so that only the process that called it returns from it."""

    parameters = parameters_of(function)

    @functools.wraps(function)
    def call(*arguments: Any, **keywords: Any) -> Any:
        closings.give(function.__name__, parameters, arguments)
        closings.give(function.__name__, keywords, keywords.values())
        with one_process_comes_back(function.__name__):
            return function(*arguments, **keywords)

    return call


def parameters_of(function: FunctionType) -> tuple[str, ...]:
    """The names of the parameters that a function takes by their place."""
    return function.__code__.co_varnames[: function.__code__.co_argcount]


class one_process_comes_back:
    """A block of learner's code, at whose end a child that was forked inside is stopped.

    Raises LearnerExit in place of exceptions that would end the run or pass for a verdict: KeyboardInterrupt,
    SystemExit and pytest's own outcomes.
    """

    def __init__(self, where: str) -> None:
        self.where = where

    def __enter__(self) -> None:
        self.pid = os.getpid()
        mark(BEGINS)

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is not None:
            errors.mark(error)
        if os.getpid() != self.pid:
            stop_child(self.where, error)
        mark(ENDS)
        closings.tell()
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
    """End a forked child that came out of learner's code.

    If it called `sys.exit`, it ends with that status. Otherwise it has escaped: that is noted, and its status is 1.
    """
    if isinstance(error, SystemExit):
        code = error.code
        if not isinstance(code, int | None):
            print(code, file=sys.stderr)
        status = code if isinstance(code, int) else 0 if code is None else 1
        error.__traceback__ = None  # frees the frames, and so the files in them
        del error
        _flush_everything()
        os._exit(status & 0xFF)
    raised = None
    if error is not None:
        import traceback  # here, because it takes as long to load as all the rest

        raised = errors.raised_by(error)
        watched = [f for f in traceback.extract_tb(error.__traceback__) if reporter.is_own(f.filename)]
        print(
            "".join(traceback.format_list(watched)),
            f"{type(error).__name__}: {error}",
            sep="",
            file=sys.stderr,
        )
    note("escape", where=where, raised=raised)
    _flush_everything()
    os._exit(1)


def _flush_everything() -> None:
    """Write buffered text, as the interpreter does when it exits: once in each process that has it."""
    gc.collect()
    for thing in gc.get_objects():
        if isinstance(thing, io.TextIOWrapper | io.BufferedWriter | io.BufferedRandom | io.BufferedRWPair):
            try:
                thing.flush()
            except (OSError, ValueError):
                continue  # closed, read-only, or nobody reads
