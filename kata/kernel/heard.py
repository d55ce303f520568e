"""Plain data of calls that could wake somebody later: only the kernel can tell of them, and a proof rests on them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Alarm:
    """An alarm that a process has set.

    until: when it rings, on time.monotonic(), None if it was called off. interval: seconds until it rings again.
    """

    pid: int
    until: float | None
    interval: float = 0.0


@dataclass(frozen=True)
class Timer:
    """A POSIX timer was set: its process, its number, and until and interval as of an alarm."""

    pid: int
    number: int
    until: float | None
    interval: float = 0.0


@dataclass(frozen=True)
class SocketLimit:
    """A socket was given a time limit by an option, or (`limited` is false) has none by that any more."""

    inode: int
    limited: bool
    option: str = "receive"


@dataclass(frozen=True)
class TerminalLimit:
    """A terminal was given a time limit for reads: VTIME in termios(3)."""


@dataclass(frozen=True)
class UnknownClock:
    """A clock was armed that cannot be read: it may be any."""


@dataclass(frozen=True)
class KernelSignal:
    """The kernel was asked for a signal when something happens, which may be done by anybody."""


@dataclass(frozen=True)
class Sent:
    """A descriptor was sent: its kind and inode. via: the socket where it came to wait, which the tree had open; 0 if
    only somebody outside has that.
    """

    kind: str
    inode: int
    via: int = 0


@dataclass(frozen=True)
class OwnSemaphore:
    """A semaphore of multiprocessing, by inode: nobody outside knows its name, which it mostly loses at once."""

    inode: int


Heard = Alarm | Timer | SocketLimit | TerminalLimit | UnknownClock | KernelSignal | Sent | OwnSemaphore
"""A call that could wake somebody later, which only the kernel can tell of: what a proof has to rest on."""
