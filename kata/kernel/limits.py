"""When the wait of a thread in a call with a time limit ends by itself: the limit is in its memory, or in the call.

The pages of each call say whether its limit is a span or a moment, and of which clock: futex(2), clock_nanosleep(2).
"""

from __future__ import annotations

import math
import struct
import time

from kata.facts import Call
from kata.kernel.descriptors import memory
from kata.kernel.syscalls import LIMITS, as_int

MOMENTS = (
    6,
    9,
    11,
    13,
)  # operations whose limit is a moment: these, FUTEX_WAIT_BITSET and FUTEX_WAIT_REQUEUE_PI
FUTEX_LOCK_PI = 6
FUTEX_CLOCK_REALTIME = 256
TIMER_ABSTIME = 1
CLOCKS = (time.CLOCK_REALTIME, time.CLOCK_MONOTONIC)


def ends(tid: int, call: Call, since: float) -> tuple[float, float]:
    """The earliest time.monotonic() at which a wait ends by itself that began at `since` or later; its least seconds.

    Minus infinity and 0 where that cannot be read: nothing is known then.
    """
    row = LIMITS.get(call.name)
    if row is None:  # a call that does not wait, as most of fcntl(2), but to be heard
        return -math.inf, 0.0
    try:
        if row.limit_ms is not None:
            milliseconds = as_int(call.arguments[row.limit_ms])
            return since + milliseconds / 1e3, milliseconds / 1e3
        assert row.limit_at is not None
        unit = 1e6 if call.name == "select" else 1e9
        seconds, parts = struct.unpack("qq", memory(tid, call.arguments[row.limit_at], 16))
    except OSError:
        return -math.inf, 0.0
    limit = seconds + parts / unit
    clock = _clock(call)
    if clock is None:
        return since + limit, limit
    if clock not in CLOCKS:
        return -math.inf, 0.0
    left = limit - time.clock_gettime(clock)
    return time.monotonic() + left, left


def _clock(call: Call) -> int | None:
    """The clock of a limit that is a moment; None for one that is a span."""
    if call.name == "clock_nanosleep":
        return as_int(call.arguments[0]) if call.arguments[1] & TIMER_ABSTIME else None
    operation = as_int(call.arguments[1])
    if call.name != "futex" or operation & 0x7F not in MOMENTS:
        return None
    realtime = operation & FUTEX_CLOCK_REALTIME or operation & 0x7F == FUTEX_LOCK_PI
    return time.CLOCK_REALTIME if realtime else time.CLOCK_MONOTONIC
