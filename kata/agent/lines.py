"""The lines of a watched process that are the program's own, and not of Python, a library or this project."""

from __future__ import annotations

import os
import sys

from . import closings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import Any


# Once for a process, as in `reporter`.
_is_own: Callable[[str], bool] = bool


def begin(is_own: Callable[[str], bool]) -> None:
    """Tell whether a file belongs to the program that is watched, from now on."""
    global _is_own
    _is_own = is_own


def is_own(file: str) -> bool:
    """Whether a file belongs to the program that is watched."""
    return _is_own(file)


def belongs(frame: FrameType) -> bool:
    """Whether a frame is of the program: code that a library has made of a text is not."""
    file = frame.f_code.co_filename
    made = file.startswith("<") and frame.f_globals.get("__name__") != "__main__"
    return not made and _is_own(file)


def of_the_program(file: str) -> bool:
    """Whether a file belongs to a program, and not to Python, to a library or to this project."""
    foreign = file.startswith((os.path.dirname(os.__file__), "<frozen", closings.OURS))
    return not foreign and "site-packages" not in file and "dist-packages" not in file


def place() -> tuple[str, int, str] | None:
    """File, line and function of the innermost of the caller's frames that is the program's own."""
    for frame in stack(sys._getframe(1)):
        return frame.f_code.co_filename, frame.f_lineno, closings.named(frame)
    return None


def stack(frame: FrameType | None) -> Iterator[FrameType]:
    """The frames that are the program's own, from this one outwards."""
    while frame is not None:
        if belongs(frame):
            yield frame
        frame = frame.f_back


def like(original: Any, other: Any) -> Any:
    """Give the other function the name of the original, as functools.wraps does, which loads much else."""
    for attribute in ("__name__", "__qualname__", "__module__", "__doc__"):
        setattr(other, attribute, getattr(original, attribute))
    return other
