"""Plain data of what processes have noted while they ran: forks, closed ends, exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Fork:
    """A fork, as the child noted it: its pid, its parent, and the line that forked, if known."""

    pid: int
    parent: int
    file: str | None = None
    line: int | None = None
    function: str | None = None


@dataclass(frozen=True)
class Closing:
    """A line that has closed an end, or has made a file object of it that has. at: time.monotonic().

    inode, is_a: of the end, as of `Known`.
    """

    inode: int
    is_a: str
    file: str
    line: int
    function: str
    how: Literal["closed", "opened to read", "opened to write"]
    at: float


@dataclass(frozen=True)
class Known:
    """A descriptor that a line can name. is_a: in words; other: the inode of the other end, 0 where it is not known.

    closed: by whom, where it is not open any more. ended: whether what it reads from is at its end; None of what
    nobody reads.
    """

    name: str
    fd: int
    inode: int
    is_a: str
    other: int
    closed: Closing | None = None
    ended: bool | None = None


@dataclass(frozen=True)
class Taken:
    """A line that has taken the status of a child. how: of the "one" that was asked for, or of the "last" of all; or it
    was "ignored" by the process, and no line has taken it."""

    how: Literal["one", "last", "ignored"]
    file: str = ""
    line: int = 0
    function: str = ""


@dataclass(frozen=True)
class Raised:
    """An exception, the program's innermost line on its way, and the descriptors that this line can name.

    number: errno. at: time.monotonic(). taken: who has the status of the child that was asked for, if that is known.
    begins, ends_at: the columns of the part of the line that raised it, -1 where they are not known.
    """

    kind: str
    text: str
    number: int | None
    at: float
    file: str | None = None
    line: int = 0
    function: str = ""
    ends: tuple[Known, ...] = ()
    taken: Taken | None = None
    begins: int = -1
    ends_at: int = -1
