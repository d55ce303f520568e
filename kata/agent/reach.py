"""Tell all that a thread that polls may yet change, by whatever its frames reach: `walk` has the search.

Loaded into every Python program that is watched, like `reporter`, and used only if one of its threads polls.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` imports enum, re
import sys
import time

from .changes import TELLING
from .closings import is_ours
from .lines import is_own
from .values import attributes_of, is_a
from .walk import Walk, names_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

LONGEST = 0.25  # seconds of the processor for a process
BEGINNINGS = {"_bootstrap", "_bootstrap_inner", "run"}
"""Functions of `threading` in which nothing is left to do for the program once its own has returned."""


def of_frames(frames: list[FrameType], until: float) -> list[dict[str, Any]]:
    """For each frame of a thread, the innermost first: by the names of its variables, all that they reach.

    until: the time.process_time() at which the search is given up.
    """
    return [
        *_of_tracers(frames, until),
        *(_of_frame(each, until) for each in frames if not _is_beginning(each)),
    ]


def _of_tracers(frames: list[FrameType], until: float) -> list[dict[str, Any]]:
    """All that is reached by the functions that Python calls at each line or call of these frames, if there are any."""
    threading = attributes_of(sys.modules.get("threading"))
    known = [
        threading.get("_trace_hook"),
        threading.get("_profile_hook"),
        *(frame.f_trace for frame in frames),
    ]
    tracers = [each for each in known if each is not None]
    if not tracers:
        return []
    return [_unseen({"tracer": Walk("", (), until).all_from(tracers)})]


def _unseen(reached: dict[str, Any]) -> dict[str, Any]:
    """A level for all that is called, be it from no line of the program."""
    return {"file": "", "line": 0, "function": "", "own": False, "calls": [], "reached": reached}


def of_loop(loop: Any, frames: list[FrameType], until: float) -> list[dict[str, Any]]:
    """The same for the thread of an event loop: all that it will call at some time, and what comes after its end.

    Whoever sleeps in a task is told with the task.
    """
    attributes = attributes_of(loop)
    is_known = is_a(loop, "asyncio", "BaseEventLoop")
    until = until if is_known else 0.0  # nothing is known of others
    handles = [*attributes.get("_ready", ()), *attributes.get("_scheduled", ())]
    asleep = _asleep_in_tasks(loop) if is_known else []
    reached = {
        f"handle {i}": Walk("", {"cancel"}, until).all_from((handle._callback, handle._args))
        for i, handle in enumerate(handles)
        if not handle._cancelled and not any(each is known for each in handle._args or () for known in asleep)
    }
    calls: set[str] = set().union(*(each["calls"] for each in reached.values()))
    told = _unseen(reached)
    after = [frame for frame in frames if is_own(frame.f_code.co_filename)] if "stop" in calls else []
    if not reached and until == 0.0:
        told["reached"] = {"loop": Walk("", (), until).all_from(loop)}
    return [told, *of_frames(after, until)]


def _asleep_in_tasks(loop: Any) -> list[Any]:
    """The futures for which tasks wait that are asleep."""
    tasks = sys.modules["asyncio"].all_tasks(loop)
    return [waited for task in tasks if (waited := getattr(task, "_fut_waiter", None)) is not None]


def of_handlers(until: float) -> dict[str, Any]:
    """All that the handlers of signals reach, by the numbers of the signals."""
    known = ((number, _signal.getsignal(number)) for number in _signal.valid_signals())
    handlers = {number: each for number, each in known if callable(each) and not _is_ours(each)}
    return {str(int(number)): Walk("", (), until).all_from(each) for number, each in handlers.items()}


def _is_ours(handler: Any) -> bool:
    code = getattr(handler, "__code__", None)
    return handler is _signal.default_int_handler or (code is not None and is_ours(code))


def deadline() -> float:
    """The time.process_time() at which the search is given up; it is over at once where frames cannot be seen."""
    return 0.0 if "greenlet" in sys.modules else time.process_time() + LONGEST


def _is_beginning(frame: FrameType) -> bool:
    code = frame.f_code
    if code.co_filename.startswith("<frozen"):
        return True
    threading = sys.modules.get("threading")
    if threading is None or frame.f_globals is not attributes_of(threading) or code.co_name not in BEGINNINGS:
        return False
    return code.co_name != "run" or code is threading.Thread.run.__code__


def _of_frame(frame: FrameType, until: float) -> dict[str, Any]:
    code, local = frame.f_code, frame.f_locals
    named = names_of(code)
    spoken = {name: sys.modules[name] for name in named & sys.modules.keys()}  # it may import them
    spoken |= {name: frame.f_globals[name] for name in named & frame.f_globals.keys()}
    if local is not frame.f_globals:
        spoken |= local
    return {
        "file": code.co_filename,
        "line": frame.f_lineno,
        "function": code.co_name,
        "own": is_own(code.co_filename),
        "calls": sorted(named & TELLING),
        "reached": {
            name: Walk(code.co_filename, named, until).all_from(value) for name, value in spoken.items()
        },
    }
