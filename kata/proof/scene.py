"""The scene that the rules of a proof look at: a tree of processes, and the world around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kata.facts import Outside, Snapshot, World
from kata.kernel.heard import Heard


@dataclass(frozen=True)
class Scene:
    """All that a rule may look at."""

    snapshot: Snapshot
    heard: Sequence[Heard]
    world: World
    outside: Outside
    now: float
    quiet: float
    timed: frozenset[int]
    """Inodes of sockets with a time limit."""

    @property
    def is_open(self) -> bool:
        return self.world == "open"


def is_timed(inode: int, scene: Scene) -> bool:
    """A socket that was accepted has the limits of the one that listened, and none was heard of: tcp(7)."""
    return inode in scene.timed or (bool(scene.timed) and scene.snapshot.sockets[inode].family == "TCP")
