"""The bytes that processes of an answer moved, as the deeds tell them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kata.kernel.deeds import Deed


@dataclass(frozen=True)
class Flow:
    """Bytes that went into one pipe, FIFO or socket, or were asked for out of it, as one process did it.

    kind: "pipe", "fifo" or "socket". size: bytes of all calls together. calls: how many. last: bytes of the last one.
    """

    pid: int
    kind: str
    inode: int
    direction: str
    size: int
    calls: int
    last: int = 0


def of(deeds: list[Deed]) -> tuple[Flow, ...]:
    sums: dict[tuple[int, str, int, str], tuple[int, int, int]] = {}
    for deed in deeds:
        if deed.thing is not None and deed.what in ("read", "write"):
            key = (deed.pid, *deed.thing, deed.what)
            size, calls, _ = sums.get(key, (0, 0, 0))
            sums[key] = size + deed.size, calls + 1, deed.size
    return tuple(Flow(*key, *numbers) for key, numbers in sums.items())


def way(flow: Flow) -> int:
    """Both ends of a pipe are one inode, those of a socket pair are two: 0 for any of these."""
    return 0 if flow.kind == "socket" else flow.inode


def chosen(
    flows: tuple[Flow, ...], direction: str, kind: str, by: Iterable[int] | None, inode: int | None
) -> list[Flow]:
    pids = None if by is None else set(by)
    return [
        flow
        for flow in flows
        if flow.direction == direction
        and (not kind or flow.kind == kind)
        and (pids is None or flow.pid in pids)
        and inode in (None, flow.inode)
    ]


def total(
    flows: tuple[Flow, ...], direction: str, kind: str, by: Iterable[int] | None, inode: int | None
) -> int:
    return sum(flow.size for flow in chosen(flows, direction, kind, by, inode))
