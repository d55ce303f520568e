"""The greenlets of gevent and eventlet: each waits on a line of its own, while their thread polls for all of them.

Loaded into every Python program that is watched, like `tasks`, which asks here about them.
"""

from __future__ import annotations

import sys

from .lines import is_own
from .values import attributes_of, descriptor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

HUBS = {"gevent.hub", "eventlet.hubs.hub"}
"""The modules whose `run` polls for all greenlets of a thread."""
SOCKETS = {"gevent._socket3": "_sock", "eventlet.greenio.base": "fd"}
"""The modules with classes of sockets for greenlets, and their attribute for the real one."""
SLEEPS = {"gevent.hub", "eventlet.greenthread"}


def hub_of(frame: FrameType) -> Any:
    """The hub that runs in this frame; None for other frames."""
    is_one = frame.f_code.co_name == "run" and frame.f_globals.get("__name__") in HUBS
    return frame.f_locals.get("self") if is_one else None


def is_hub(loop: Any) -> bool:
    return any(each.__module__ in HUBS for each in type(loop).__mro__)


def is_greenlet(task: Any) -> bool:
    known = attributes_of(sys.modules.get("greenlet")).get("greenlet")
    return known is not None and issubclass(type(task), known)


def waiting(hub: Any) -> list[Any]:
    """The greenlets of this thread that wait for the hub; last the first of the program, which waits for the others."""
    import gc  # a part of the interpreter, as `time` is

    first = _first(hub if is_greenlet(hub) else attributes_of(hub).get("greenlet"))
    found = [each for each in gc.get_objects() if is_greenlet(each) and each.gr_frame is not None]
    own = [each for each in found if _first(each) is first]
    return sorted(own, key=lambda each: each is first)


def _first(greenlet: Any) -> Any:
    """The greenlet in which a thread begins, the only one without a parent."""
    while greenlet is not None and greenlet.parent is not None:
        greenlet = greenlet.parent
    return greenlet


def name_of(greenlet: Any) -> str:
    """The name of its function; "main" for the one in which a thread begins."""
    own = [frame for frame in stack(greenlet) if is_own(frame.f_code.co_filename)]
    return own[-1].f_code.co_name if own and greenlet.parent is not None else "main"


def stack(greenlet: Any) -> list[FrameType]:
    """The frames in which a greenlet waits, the innermost first."""
    frames: list[FrameType] = []
    frame = greenlet.gr_frame
    while frame is not None:
        frames.append(frame)
        frame = frame.f_back
    return frames


def polled_by(frames: list[FrameType]) -> int | None:
    """The descriptor of the socket for which a greenlet waits."""
    for frame in frames:
        value = frame.f_locals.get("self")
        for kind in type(value).__mro__:
            if kind.__module__ in SOCKETS:
                return descriptor(getattr(value, SOCKETS[kind.__module__], None))
    return None


def is_timed(frames: list[FrameType]) -> bool:
    """Whether a greenlet sleeps."""
    return any(f.f_code.co_name == "sleep" and f.f_globals.get("__name__") in SLEEPS for f in frames)
