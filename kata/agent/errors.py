"""An exception as plain values: the line of the answer that raised it, and the descriptors that this line can name.

It is told where the frames are; the words are made of it elsewhere.
"""

from __future__ import annotations

import io
import sys
from itertools import islice
from time import monotonic

from . import closings, lines, waited
from .streams import has_ended
from .values import descriptor, reached, variables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType, TracebackType
    from typing import Any

NEST = 2  # as deep as in `values`
MOST = 40  # descriptors of one frame
LONGEST = 300  # characters of a message


def mark(error: BaseException) -> None:
    """Let an exception carry what is known of it here, in `kata_raised`."""
    if getattr(error, "kata_raised", None) is None:
        try:
            error.kata_raised = raised(error)  # type: ignore[attr-defined]
        except Exception:
            return


def raised_by(error: BaseException) -> dict[str, Any]:
    """The facts that an exception carries, or those that are known of it now."""
    return getattr(error, "kata_raised", None) or raised(error)


def raised(error: BaseException) -> dict[str, Any]:
    """The exception with the innermost line of the program, as `facts.Raised` has it."""
    number = error.errno if isinstance(error, OSError) else None
    told: dict[str, Any] = {
        "kind": type(error).__name__,
        "text": str(error)[:LONGEST],
        "number": number if type(number) is int else None,
        "at": monotonic(),
    }
    trace, own = error.__traceback__, None
    while trace is not None:
        if lines.is_own(trace.tb_frame.f_code.co_filename):
            own = trace
        trace = trace.tb_next
    if own is None:
        return told
    frame = own.tb_frame
    place: dict[str, Any] = {
        "file": frame.f_code.co_filename,
        "line": own.tb_lineno,
        "function": closings.named(frame),
    }
    place["begins"], place["ends_at"] = _columns(own)
    ends = list(_ends(frame)) if isinstance(error, OSError | EOFError) else []
    if isinstance(error, ChildProcessError):
        told["taken"] = waited.taken(error)
    return {**told, **place, "ends": ends[:MOST]}


def _columns(trace: TracebackType) -> tuple[int, int]:
    """The columns of the call that failed, in bytes; -1 if it goes over several lines, or with a Python before 3.11."""
    positions = getattr(trace.tb_frame.f_code, "co_positions", None)
    if positions is not None:
        line, last, begins, ends = next(islice(positions(), trace.tb_lasti // 2, None))
        if line == last == trace.tb_lineno and begins is not None and ends is not None:
            return begins, ends
    return -1, -1


def _ends(frame: FrameType) -> Iterator[dict[str, Any]]:
    """The descriptors among the variables of a frame, those that are closed too."""
    for name, value in variables(frame):
        for text, each in reached(name, value, NEST):
            fd = _number(each)
            if fd is None:
                continue
            closed = closings.closing_of(fd)
            end = closings.end_of(fd) or (closed[0] if closed else None)
            if end is not None:
                known = {"name": text, "fd": fd, "inode": end[0], "is_a": end[1], "other": end[2]}
                yield {**known, "closed": closed[1] if closed else None, "ended": has_ended(fd)}


def _number(value: object) -> int | None:
    if type(value) is int:
        return value if 2 < value < 1 << 20 else None
    if isinstance(value, io.IOBase):
        return descriptor(value)
    socket = getattr(sys.modules.get("socket"), "socket", None)
    if socket is not None and isinstance(value, socket):
        fd = value.fileno()
        return fd if fd >= 0 else closings.number_of(value)
    return None
