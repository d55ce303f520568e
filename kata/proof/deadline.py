"""A deadline for work on data that an answer controls, and may have made so that the work never ends."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

from kata.proof import allowance

T = TypeVar("T")

ASLEEP = 3  # times as long if it sleeps; what it waits for a core, because others use it, counts for nothing
AGAIN = 0.05  # seconds until the next reminder: an exception raised in some `__del__` is swallowed


class _Late(BaseException):
    """The work is late. No `except Exception` in the work catches this."""


def in_time(seconds: float | None, work: Callable[[], T]) -> T | None:
    """Do the work and return its result; None if it uses the processor for longer than `seconds`, or sleeps for long.

    seconds: None for as long as it needs. Only for the main thread, where Python calls the handlers of signals.
    SIGALRM is not blocked meanwhile; one that somebody else sends does nothing. Its handler, the mask and the timer of
    this process are restored afterwards: setitimer(2).
    """
    if seconds is None:
        return work()
    began, used, at_first = time.monotonic(), time.process_time(), allowance.clock()
    at_work = True

    def ring(signum: int, frame: FrameType | None) -> None:
        late = time.process_time() - used >= seconds or allowance.clock() - at_first >= seconds * ASLEEP
        if at_work and late:
            raise _Late

    handler = signal.signal(signal.SIGALRM, ring)
    mask = signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    rest, interval = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        try:
            return work()
        finally:
            at_work = False
    except _Late:
        return None
    finally:
        at_work = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if handler is not None:  # one that is not written in Python cannot be put back
            signal.signal(signal.SIGALRM, handler)
        if rest:
            signal.setitimer(signal.ITIMER_REAL, max(rest - (time.monotonic() - began), 1e-6), interval)
