"""Decide, on numbers alone, when a sleeping tree is due for a proof, and when to look at it again.

A proof costs more than a look, and a tree that was vetoed once will mostly be vetoed again. So after each veto the
next proof comes later, and looks and proofs together never take more than a small share of a core.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kata.facts import World
from kata.kernel.proc import Sleep

DWELL: dict[World, float] = {"sealed": 0.05, "open": 1.0}
"""Seconds during which nothing may have moved before a proof is asked for.

In the open world nobody waits for a verdict but a person, and what no table of clocks knows shows itself by then.
"""
PERIOD = 0.01  # seconds between two looks, less before the end of a dwell
SHARE = 20  # looks at a large tree take at most one part of a core in so many
SOON = 0.001  # seconds between two looks that somebody waits for
HURRY = 4  # times as long as a look takes are between two of these: they take at most a fifth of a core
SETTLED = 10  # looks at which somebody ran, or all slept on, one after the other: then they come less often
LONG = 20  # such looks come at most so much less often that there are as many of them in a dwell


@dataclass(frozen=True)
class Dwell:
    """One sleep of the tree so far; all times are of time.monotonic().

    needed: seconds. passes: the sleep, None while some thread runs. since: its first look. asked: that look, or the
    last veto. rested: the time before which no proof is asked for. running: at how many looks some thread ran, one
    after the other. still: how many have found this sleep again.
    """

    needed: float
    passes: tuple[Sleep, ...] | None
    since: float
    asked: float
    rested: float
    running: int = 0
    still: int = 0


def begun(needed: float, now: float) -> Dwell:
    """The dwell of a tree before the first look."""
    return Dwell(needed, None, now, now, now)


def looked(dwell: Dwell, passes: tuple[Sleep, ...] | None, now: float) -> Dwell:
    """Go on with the same sleep, or begin with another."""
    running = 0 if passes is not None else dwell.running + 1
    if passes is None or passes != dwell.passes:
        return replace(dwell, passes=passes, since=now, asked=now, running=running, still=0)
    return replace(dwell, still=dwell.still + 1)


def is_due(dwell: Dwell, now: float) -> bool:
    """Whether the sleep has lasted long enough to ask for a proof."""
    return dwell.passes is not None and now >= _due(dwell)


def vetoed(dwell: Dwell, took: float, now: float) -> Dwell:
    """Wait again after a veto. took: seconds of a core, for the look that ended with it."""
    return replace(dwell, asked=now, rested=now + SHARE * took)


def pause(dwell: Dwell, began: float, looking: float, polls: bool = False) -> float:
    """Seconds until the next look. began: of this look. looking: seconds of a core that it took.

    polls: whether somebody may wait with a limit, so that it counts when a sleep has ended. Otherwise the counters in
    two looks at a sleep tell all that was between them.
    """
    period = PERIOD
    if dwell.running >= SETTLED or (dwell.still >= SETTLED and not polls):
        period = max(PERIOD, dwell.needed / LONG)
    return max(min(period, _due(dwell) - began), SHARE * looking)


def hurry(looking: float) -> float:
    """Seconds until the next look at a tree that waits to be woken from outside as soon as it sleeps."""
    return max(SOON, HURRY * looking)


def _due(dwell: Dwell) -> float:
    return max(dwell.asked + dwell.needed, dwell.rested)
