"""Clocks of which the watcher has heard: whether they are still armed."""

from __future__ import annotations

from collections.abc import Sequence

from kata.kernel.heard import Alarm, Heard, SocketLimit, Timer

FIRED = 0.1  # seconds after which an alarm that was due has rung


def alarm_is_armed(pid: int, heard: Sequence[Heard], now: float) -> bool:
    """Whether the last alarm that a process has set is still to ring."""
    return is_armed(last_alarm(pid, heard), now)


def last_alarm(pid: int, heard: Sequence[Heard]) -> Alarm | None:
    """The last alarm that a process has set or called off."""
    return next((each for each in reversed(heard) if isinstance(each, Alarm) and each.pid == pid), None)


def is_armed(last: Alarm | Timer | None, now: float) -> bool:
    """Whether a clock, as it was last set, is still to ring."""
    if last is None or last.until is None:
        return False
    return last.interval > 0 or last.until > now - FIRED


def sockets_with_a_limit(heard: Sequence[Heard]) -> frozenset[int]:
    """The inodes of the sockets that have a time limit in the kernel."""
    limits = {(each.inode, each.option): each.limited for each in heard if isinstance(each, SocketLimit)}
    return frozenset(inode for (inode, _), limited in limits.items() if limited)
