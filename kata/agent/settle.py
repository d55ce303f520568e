"""Prepare the process of a test before a learner's code is loaded.

The process lives for one test, and the processes that it forks inherit its settings; so none of them is ever undone.
"""

from __future__ import annotations

import errno
import faulthandler
import gc
import os
import sys
import time

from kata.agent import closings, limits, names, notes, reporter, threads
from kata.agent.lines import like
from kata.agent.marks import LIBRARY_NAPS, mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

PR_SET_PDEATHSIG = 1  # prctl(2)
EVERYBODY = -1  # in place of the number of a process: kill(2)


def settle(folder: Path, is_own: Callable[[str], bool]) -> None:
    """Make this process the one that runs a test.

    It gets a session of its own, so that signals to its group reach nobody else; `/dev/null` as stdin; an empty
    working directory; limits for files and memory. folder: for notes and frames. is_own: whether reports may speak of
    a file.
    """
    os.setsid()
    if sys.platform == "linux":
        import ctypes  # here, because an answer that runs apart starts for each test and needs neither
        import signal

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    if null:
        os.close(null)
    work = folder / "work"
    work.mkdir()
    os.chdir(work)
    limits.limit_test()
    sys.dont_write_bytecode = True
    faulthandler.disable()  # a crash is reported by its signal, not by a traceback through the harness
    gc.freeze()  # the objects of pytest are no garbage here, and need not be searched again
    reporter.begin(str(folder), is_own)
    closings.begin(is_own)
    names.begin()
    threads.begin()
    _refuse_to_kill_everybody()
    _tell_naps_of_libraries()


def settle_apart(folder: str, file: str, user: int | None, is_alone: bool) -> None:
    """Make this process the one that runs an answer and nothing else; its working directory stays as it is.

    folder: for notes and frames. file: the answer. user: the user to become, None to stay. is_alone: whether the
    limits of a user are this answer's alone.
    """
    limits.limit_answer()
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    limits.limit_processes(is_alone)
    sys.dont_write_bytecode = True
    gc.freeze()
    notes.begin(os.path.join(folder, "notes"))
    reporter.begin(folder, lambda other: other == file)
    closings.begin(lambda other: other == file)
    names.begin()
    threads.begin()
    _refuse_to_kill_everybody()
    _tell_naps_of_libraries()


def _tell_naps_of_libraries() -> None:
    """Tell the watcher when `subprocess` naps: that is how it waits for a program, if there is a time limit."""
    nap = time.sleep

    def sleep(seconds: float, /) -> None:
        if sys._getframe(1).f_globals.get("__name__") == "subprocess":
            mark(LIBRARY_NAPS)
        nap(seconds)

    time.sleep = like(nap, sleep)


def _refuse_to_kill_everybody() -> None:
    """Say in words that nobody kills everybody; the filter of `unotify` refuses it to all programs."""

    def asked(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "os.kill" and arguments[0] == EVERYBODY:
            raise PermissionError(errno.EPERM, "the number -1 means every process that there is")

    sys.addaudithook(asked)
