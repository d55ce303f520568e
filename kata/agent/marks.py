"""Marks by which the process of a test tells the one that watches where it is: calls without effect, heard as deeds."""

from __future__ import annotations

import os
from posix import waitpid  # `waited` wraps that of `os`

BEGINS, ENDS = 1, 2  # around a function of the answer
LIBRARY_NAPS = 8  # before a nap that a library takes
PID_MAX_LIMIT = 4 << 20  # include/linux/threads.h: no process has a higher number


def mark(number: int) -> None:
    """Make a call without effect, which tells the watcher where the program is: `kernel.deeds`."""
    try:
        os.getpgid(PID_MAX_LIMIT + number)  # of a process that cannot exist
    except OSError:
        return


def mark_step() -> None:
    """Make a call without effect in which other threads may go on, by which the watcher can hold this one."""
    try:
        waitpid(PID_MAX_LIMIT + 1, 0)  # for a process that cannot exist
    except ChildProcessError:
        return
