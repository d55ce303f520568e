"""Settings of a whole process that a function of the answer leaves changed: its caller would meet them later.

An alarm interrupts whoever runs when it rings, a default time limit is that of every socket from then on, and bytes of
signals go into whatever has the number of a wake-up descriptor by then. So a change is noted and undone as soon as the
function has come back: what follows belongs to the test again.

Handlers and blocked signals do nothing by themselves, and a right answer may well leave them behind. So a change of
them is noted, counts only where a test asks for that, and is not undone.
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
CHANGES = ("alarm", "limit of sockets", "working directory", "mask of files", "wake-up descriptor")
MASK, HANDLER_OF = "mask of signals", "handler of "
FIXED = (_signal.SIGKILL, _signal.SIGSTOP)
SIGNALS = {
    number: name
    for name, number in vars(_signal).items()
    if name.startswith("SIG") and name.isalpha() and 0 < number < 32 and number not in FIXED
}
"""The signals that programs send each other, and their names; behind them come the engine's own."""


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
        _wake_up_descriptor(),
    )
    return dict(zip(CHANGES, found, strict=True)) | {
        MASK: {number for number in _signal.pthread_sigmask(_signal.SIG_BLOCK, ()) if number in SIGNALS},
        **{HANDLER_OF + name: _signal.getsignal(number) for number, name in SIGNALS.items()},
    }


def is_of_signals(name: str) -> bool:
    """Whether a setting is one that counts only where a test asks for that."""
    return name == MASK or name.startswith(HANDLER_OF)


def _folder() -> str | None:
    try:
        return os.getcwd()
    except OSError:  # it has been removed
        return None


def _wake_up_descriptor() -> int | None:
    """The descriptor that gets a byte for each signal, None if there is none; it can be read only by setting it."""
    try:
        fd: int = _signal.set_wakeup_fd(-1)
    except ValueError:  # only the main thread may do so
        return None
    if fd >= 0:
        _set_wake_up_descriptor(fd)
    return fd if fd >= 0 else None


def _set_wake_up_descriptor(fd: int) -> None:
    try:
        _signal.set_wakeup_fd(fd)
    except (OSError, ValueError):  # it is closed, or waits now
        return


def tell_changes(before: Settings, function: str) -> None:
    """Note changed settings, by the name of the function that has changed them, and undo the changes."""
    after = now()
    for name in after:
        if after[name] != before[name] and (after[name] or is_of_signals(name)):
            note("setting", setting=name, function=function)
            _undo(name, before[name], after[name])


def _undo(name: str, before: Any, after: Any) -> None:
    if name == "alarm":
        for which in after:
            if which not in before:
                _signal.setitimer(which, 0)
    elif name == "limit of sockets":
        sys.modules["_socket"].setdefaulttimeout(before)
    elif name == "wake-up descriptor":
        _set_wake_up_descriptor(-1 if before is None else before)
    elif name == "mask of files":
        os.umask(before)
    elif name == "working directory" and before is not None:
        os.chdir(before)
