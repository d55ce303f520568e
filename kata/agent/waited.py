"""Children that this process has waited for: how each ended, and on which line its status was taken.

The kernel forgets both then. But whoever asks for a status that is taken already, as a handler of SIGCHLD may have
done, has to look at the line that took it, and not at its own.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` imports enum, re
import os

from .lines import like, place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MOST = 1000  # children that are remembered
IGNORED = "ignored"

# Once for a process, as in `reporter`.
_reaped: dict[int, int] = {}
_takers: dict[int, tuple[str, int, str]] = {}


def begin() -> None:
    """Remember from now on."""
    for name in ("wait", "waitpid", "wait3", "wait4"):
        _wrap(name, _of_status)
    _wrap("waitid", _of_facts)
    os.register_at_fork(after_in_child=_takers.clear)


def reaped() -> dict[int, int]:
    """The wait statuses of children that were waited for, by pid."""
    return _reaped


def taken(error: ChildProcessError) -> dict[str, Any] | None:
    """The line that took the status for which a call has asked in vain, as `facts.Taken`; None if it is not known."""
    asked = getattr(error, "kata_asked", None)
    if asked not in _takers and _signal.getsignal(_signal.SIGCHLD) == _signal.SIG_IGN:
        return {"how": IGNORED}
    if asked is None or not _takers:
        return None
    taker = _takers.get(asked) if asked else list(_takers.values())[-1]
    if taker is None:
        return None
    file, line, function = taker
    return {"how": "one" if asked else "last", "file": file, "line": line, "function": function}


def _wrap(name: str, facts: Any) -> None:
    original = getattr(os, name, None)
    if original is None:
        return

    def remembered(*arguments: Any, **keywords: Any) -> Any:
        try:
            result = original(*arguments, **keywords)
        except ChildProcessError as error:
            error.kata_asked = _asked(name, arguments)  # type: ignore[attr-defined]
            raise
        for pid, status in facts(result, arguments):
            if len(_reaped) < MOST:
                _reaped[pid] = status
            if len(_takers) < MOST and not os.WIFSTOPPED(status) and not os.WIFCONTINUED(status):
                _takers[pid] = place() or ("", 0, "")
        return result

    setattr(os, name, like(original, remembered))


def _asked(name: str, arguments: tuple[Any, ...]) -> int | None:
    """The pid for which a call asked, 0 for any child; None if that is not known."""
    if name in ("wait", "wait3"):
        return 0
    if name == "waitid":
        return {os.P_ALL: 0, os.P_PID: arguments[1]}.get(arguments[0]) if len(arguments) > 1 else None
    pid = arguments[0] if arguments else None
    return max(pid, 0) if type(pid) is int and pid >= -1 else None


def _of_status(result: Any, arguments: tuple[Any, ...]) -> list[tuple[int, int]]:
    pid, status = result[:2]
    return [(pid, status)] if pid > 0 else []


def _of_facts(result: Any, arguments: tuple[Any, ...]) -> list[tuple[int, int]]:
    """The pid of a child and the status that waitpid would have told, unless it can be asked for once more."""
    if result is None or (len(arguments) > 2 and arguments[2] & os.WNOWAIT):
        return []
    if result.si_code == os.CLD_EXITED:
        return [(result.si_pid, result.si_status << 8)]
    dumped = 0x80 if result.si_code == os.CLD_DUMPED else 0
    ended = result.si_code in (os.CLD_KILLED, os.CLD_DUMPED)
    return [(result.si_pid, result.si_status | dumped)] if ended else []
