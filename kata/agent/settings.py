"""Settings of a whole process that a function of the answer leaves changed: its caller would meet them later.

An alarm interrupts whoever runs when it rings, and a default time limit is that of every socket from then on. So a
change is noted and undone as soon as the function has come back: what follows belongs to the test again. Handlers and
blocked signals are left alone, for they do nothing by themselves, and a right answer may well leave them behind.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` imports enum, re
import os
import sys

from kata.agent.notes import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Settings = dict[str, Any]

TIMERS = (_signal.ITIMER_REAL, _signal.ITIMER_VIRTUAL, _signal.ITIMER_PROF)
CHANGES = ("alarm", "limit of sockets", "working directory", "mask of files")


def now() -> Settings:
    """The settings of this process, by their names in CHANGES."""
    sockets = sys.modules.get("_socket")
    mask = os.umask(0o77)
    os.umask(mask)
    found = (
        [which for which in TIMERS if _signal.getitimer(which)[0]],
        sockets.getdefaulttimeout() if sockets else None,
        _folder(),
        mask,
    )
    return dict(zip(CHANGES, found, strict=True))


def _folder() -> str | None:
    try:
        return os.getcwd()
    except OSError:  # it has been removed
        return None


def tell_changes(before: Settings, function: str) -> None:
    """Note changed settings, by the name of the function that has changed them, and undo the changes."""
    after = now()
    for name in CHANGES:
        if after[name] and after[name] != before[name]:
            note("setting", setting=name, function=function)
            _undo(name, before[name], after[name])


def _undo(name: str, before: Any, after: Any) -> None:
    if name == "alarm":
        for which in after:
            if which not in before:
                _signal.setitimer(which, 0)
    elif name == "limit of sockets":
        sys.modules["_socket"].setdefaulttimeout(before)
    elif name == "mask of files":
        os.umask(before)
    elif before is not None:
        os.chdir(before)
