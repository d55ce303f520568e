"""The order in which the waits of a group are asked for a cause: mending the first makes the later ones vanish."""

from __future__ import annotations

from kata.autopsy.facts import End, Wait
from kata.autopsy.waits import is_for_anybody, is_other
from kata.facts import Snapshot

ENDS = ("end", "data or end")


RESULTS = {"result", "exception", "shutdown", "join", "map", "starmap", "apply", "next"}


def preference(wait: Wait, group: list[Wait], snapshot: Snapshot) -> tuple[bool, bool, bool, int]:
    """The sorting key of a wait: children come before their parents, which may only wait for a child's answer.

    Of the stages of a pipeline, that comes first which no other feeds: if it ends, its pipe into the next ends as well.
    """
    order = [process.pid for process in snapshot.processes]
    place = order.index(wait.pid)
    stages = [w for w in group if w.wants in ENDS and w.pid != wait.pid]
    if wait.wants not in ENDS or len(stages) < 2 or any(p.parent == wait.pid for p in snapshot.processes):
        return wait.library, wait.wants == "data", False, place if is_for_anybody(wait) else -place
    pids = {stage.pid for stage in stages}
    fed = any(end.pid in pids and is_meant(end) for end in others_of(wait))
    return wait.library, False, fed, place - len(order)


def is_far(wait: Wait) -> tuple[bool, bool]:
    """The sorting key of a wait that no end explains: a held lock comes first, a result last."""
    return not (wait.wants == "lock" and (others_of(wait) or wait.itself)), wait.operation in RESULTS


def is_a_reader_of_a_queue(wait: Wait, group: list[Wait]) -> bool:
    """Whether a wait is for the next item of a queue whose work another waits for: it has taken all there is."""
    return wait.operation == "get" and any((w.thing, w.operation) == (wait.thing, "join") for w in group)


def is_meant(end: End) -> bool:
    """Whether a program knows an end by a name of its own: one of a row of ends is often only kept."""
    return end.name is None or "[" not in end.name


def others_of(wait: Wait) -> tuple[End, ...]:
    """The ends whose closing, or whose use, would wake this wait."""
    if wait.thing is None or wait.side is None:
        return ()
    return tuple(end for end in wait.thing.ends if is_other(wait.side, end.side))
