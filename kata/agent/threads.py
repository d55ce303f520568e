"""Threads of this process that are still there: their names, the lines that have started them, and where they are."""

from __future__ import annotations

import _thread
import sys

from .lines import like, place, stack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

STARTS = ("start_new_thread", "start_joinable_thread")  # of `_thread`, the second since Python 3.13

# Once for a process, as in `reporter`: by the id of a Thread.
_started: dict[int, tuple[str, int]] = {}


def begin() -> None:
    """Remember from now on which line starts a thread."""
    for name in STARTS:
        if start := getattr(_thread, name, None):
            noted = like(start, _noted(start))
            setattr(_thread, name, noted)
            if "threading" in sys.modules:  # it has taken them when it was imported
                setattr(sys.modules["threading"], f"_{name}", noted)


def _noted(start: Any) -> Any:
    def noted(function: Any, *arguments: Any, **keywords: Any) -> Any:
        if found := place():
            _started[id(getattr(function, "__self__", None))] = found[:2]
        return start(function, *arguments, **keywords)

    return noted


def known(tid: int) -> dict[str, Any]:
    """The name of a thread, None if it has none, and its places: the line that has started it, and the one it is in."""
    threading = sys.modules.get("threading")
    thread = next((t for t in threading.enumerate() if t.native_id == tid), None) if threading else None
    if thread is None:
        return {"name": None, "places": []}
    at = next(stack(sys._current_frames().get(thread.ident)), None)
    places = [_started.get(id(thread)), (at.f_code.co_filename, at.f_lineno) if at else None]
    return {"name": thread.name, "places": [found for found in places if found]}


def all_known() -> dict[int, dict[str, Any]]:
    """The same of all threads but the main one."""
    threading = sys.modules.get("threading")
    others = [t for t in threading.enumerate() if t is not threading.main_thread()] if threading else []
    return {t.native_id: known(t.native_id) for t in others if t.native_id is not None}
