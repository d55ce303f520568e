"""The tasks of an asyncio event loop: each waits on a line of its own, while its thread only polls.

Loaded into every Python program that is watched, like `reporter`.
"""

from __future__ import annotations

import sys

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


def loop_of(frame: FrameType) -> Any:
    """The event loop whose `run_forever` this frame is; None for other frames."""
    value = frame.f_locals.get("self") if frame.f_code.co_name == "run_forever" else None
    return value if is_a(value, "asyncio", "BaseEventLoop") else None


def of_loop(loop: Any) -> list[Any]:
    """The tasks of an event loop that are not done, in the order of their names: "Task-2" before "Task-10"."""
    tasks = sys.modules["asyncio"].all_tasks(loop)
    return sorted(tasks, key=lambda task: (len(task.get_name()), task.get_name()))


def stack(task: Any) -> list[FrameType]:
    """The frames in which a task waits, the innermost first."""
    frames: list[FrameType] = []
    awaited = task.get_coro()
    while awaited is not None and len(frames) < DEEPEST:
        frame, following = INSIDE.get(type(awaited).__name__, ("", ""))
        if not frame:
            break
        if getattr(awaited, frame) is not None:
            frames.append(getattr(awaited, frame))
        awaited = getattr(awaited, following)
    return frames[::-1]


def awaited_by(task: Any, frames: list[FrameType]) -> list[Any]:
    """The futures and tasks that a task waits for, with each member of a `gather` or `wait`."""
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
        if frame.f_code.co_name.startswith("sock_"):
            return descriptor(frame.f_locals.get("sock"))
    return None


def is_timed(frames: list[FrameType]) -> bool:
    """Whether a task sleeps, or waits in a function of asyncio that was given a time limit."""
    for frame in frames:
        if frame.f_globals.get("__name__") != "asyncio.tasks":
            continue
        if frame.f_code.co_name == "sleep" or frame.f_locals.get("timeout") is not None:
            return True
    return False
