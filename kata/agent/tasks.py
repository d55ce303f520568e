"""The tasks of an asyncio event loop: each waits on a line of its own, while its thread only polls.

Loaded into every Python program that is watched, like `reporter`.
"""

from __future__ import annotations

import sys

from . import greenlets
from .values import attributes_of, descriptor, is_a, of_transport

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

# The attributes of a coroutine, a generator and an asynchronous generator for its frame, and for what it awaits.
INSIDE = {
    "coroutine": ("cr_frame", "cr_await"),
    "generator": ("gi_frame", "gi_yieldfrom"),
    "async_generator": ("ag_frame", "ag_await"),
}
DEEPEST = 100
RUNNER = "trio._core._run"
"""The module in which trio runs its tasks."""


def loop_of(frame: FrameType) -> Any:
    """The event loop whose `run_forever` this frame is, the runner of trio, or a hub of greenlets; None for others."""
    if (hub := greenlets.hub_of(frame)) is not None:
        return hub
    if frame.f_code.co_name == "run" and frame.f_globals.get("__name__") == RUNNER:
        return frame.f_locals.get("runner")
    value = frame.f_locals.get("self") if frame.f_code.co_name == "run_forever" else None
    return value if is_a(value, "asyncio", "BaseEventLoop") else None


def of_loop(loop: Any) -> list[Any]:
    """The tasks of an event loop that are not done, in the order of their names: "Task-2" before "Task-10"."""
    if greenlets.is_hub(loop):
        return greenlets.waiting(loop)
    if _is_of_trio(loop):
        return sorted(loop.tasks, key=lambda task: (len(task.name), task.name))
    tasks = sys.modules["asyncio"].all_tasks(loop)
    return sorted(tasks, key=lambda task: (len(task.get_name()), task.get_name()))


def running(loop: Any) -> Any:
    """The task that a loop runs just now, which then keeps it from all others; None for none."""
    if greenlets.is_hub(loop):
        return None  # it polls
    if _is_of_trio(loop):
        return next((task for task in loop.tasks if getattr(task.coro, "cr_running", False)), None)
    return sys.modules["asyncio"].current_task(loop)


def _is_of_trio(loop: Any) -> bool:
    return type(loop).__module__ == RUNNER


def name_of(task: Any) -> str:
    """The name of a task: "Task-1"; in trio and anyio that of its function, "work" of "__main__.main.<locals>.work"."""
    if greenlets.is_greenlet(task):
        return greenlets.name_of(task)
    name = str(task.name if hasattr(task, "coro") else task.get_name())
    return name.rpartition(".")[2] if name.startswith("__main__.") else name


def coroutine_of(task: Any) -> Any:
    """The outermost coroutine of a task."""
    return task.coro if hasattr(task, "coro") else task.get_coro()


def stack(task: Any, top: FrameType | None = None) -> list[FrameType]:
    """The frames in which a task waits, the innermost first. top: the innermost frame of the thread that runs it."""
    if top is not None:
        return _inside(top, getattr(coroutine_of(task), "cr_frame", None))
    if greenlets.is_greenlet(task):
        return greenlets.stack(task)
    frames: list[FrameType] = []
    awaited = coroutine_of(task)
    while awaited is not None and len(frames) < DEEPEST:
        frame, following = INSIDE.get(type(awaited).__name__, ("", ""))
        if not frame:
            break
        if getattr(awaited, frame) is not None:
            frames.append(getattr(awaited, frame))
        awaited = getattr(awaited, following)
    return frames[::-1]


def _inside(top: FrameType, last: FrameType | None) -> list[FrameType]:
    """The frames of a thread from the innermost up to one further out."""
    frames: list[FrameType] = []
    frame: FrameType | None = top
    while frame is not None:
        frames.append(frame)
        if frame is last:
            break
        frame = frame.f_back
    return frames


def loop_that_completes(future: Any) -> Any:
    """The event loop on which a future of concurrent.futures gets its result, if a coroutine is to bring that.

    Before the coroutine begins, the loop has a call in its queue that knows the future; then the future knows the task.
    """
    for callback in attributes_of(future).get("_done_callbacks", ()):
        loop = _captured(callback).get("source_loop")
        if is_a(loop, "asyncio", "BaseEventLoop"):
            return loop
    for loop in _loops():
        for handle in list(attributes_of(loop).get("_ready", ())):
            if any(each is future for each in _captured(getattr(handle, "_callback", None)).values()):
                return loop
    return None


def _captured(function: Any) -> dict[str, Any]:
    """The variables of its surroundings that a function has kept."""
    if type(function) is not type(_captured):
        return {}
    found = {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=False):
        try:
            found[name] = cell.cell_contents
        except ValueError:  # it has no value yet
            continue
    return found


def _loops() -> list[Any]:
    """The event loops that run in some thread."""
    found = []
    for frame in sys._current_frames().values():
        each: FrameType | None = frame
        while each is not None:
            loop = loop_of(each)
            if loop is not None:
                found.append(loop)
            each = each.f_back
    return found


def awaited_by(task: Any, frames: list[FrameType]) -> list[Any]:
    """The futures and tasks that a task waits for, with each member of a `gather` or `wait`, or of a nursery."""
    if greenlets.is_greenlet(task):
        return []
    if hasattr(task, "child_nurseries"):
        at_its_end = any(frame.f_code.co_name == "_nested_child_finished" for frame in frames)
        return [child for nursery in task.child_nurseries if at_its_end for child in nursery.child_tasks]
    if frames and frames[0].f_code.co_name == "_wait":
        return list(frames[0].f_locals.get("fs", ()))
    future = getattr(task, "_fut_waiter", None)
    return list(getattr(future, "_children", [future]))


def polled_by(frames: list[FrameType]) -> int | None:
    """The descriptor that the library polls for a task: that of a stream, of a socket, of a server."""
    for frame in frames:
        value = frame.f_locals.get("self")
        if is_a(value, "asyncio", "StreamReader") or is_a(value, "asyncio", "StreamWriter"):
            return of_transport(attributes_of(value).get("_transport"))
        if is_a(value, "asyncio.base_events", "Server"):
            listeners = attributes_of(value).get("_sockets") or [None]
            return descriptor(listeners[0])
        if is_a(value, "trio.socket", "SocketType"):
            return descriptor(attributes_of(value).get("_sock"))
        if frame.f_code.co_name.startswith("sock_"):
            return descriptor(frame.f_locals.get("sock"))
    return greenlets.polled_by(frames)


def is_timed(frames: list[FrameType]) -> bool:
    """Whether a task sleeps, or waits in a function of asyncio that was given a time limit."""
    for frame in frames:
        if frame.f_globals.get("__name__") != "asyncio.tasks":
            continue
        if frame.f_code.co_name == "sleep" or frame.f_locals.get("timeout") is not None:
            return True
    return greenlets.is_timed(frames)
