"""The bounds of all processes of a test together: their number, their memory, what they write.

Each process has limits of its own besides, those of setrlimit(2), in `kata.agent.limits`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kata.kernel import usage
from kata.proof.watch import Excess

CROWD = 250  # processes of one test; more are a fork bomb
CROWD_APART = 100  # processes of an answer that runs apart, where others are judged on the same machine
MEMORY = 1 << 30  # bytes of all processes of an answer that runs apart
ROOM = 64 << 20  # bytes that an answer that runs apart may write on a disk
BLOCK = 4096  # bytes that an empty file counts as
INODES = 20_000  # in a file system in memory whose bytes have a limit; empty files and attributes have none


@dataclass(frozen=True)
class Bounds:
    """The bounds of one test.

    crowd: the most processes. memory: the most bytes of all of them together, None for any. folder: on a disk, where
    they may write ROOM bytes. memories: descriptors of the file systems in memory where they may write.
    """

    crowd: int = CROWD
    memory: int | None = None
    folder: Path | None = None
    memories: Sequence[int] = ()


def exceeded(bounds: Bounds, pids: list[int]) -> Excess | None:
    """The bound that these processes exceed; None if they keep to all."""
    if len(pids) > bounds.crowd:
        return "crowd"
    if bounds.memory is not None and usage.at_most(pids) > bounds.memory < usage.memory(pids):
        return "memory"
    if bounds.folder is not None and taken(bounds.folder, ROOM) > ROOM:
        return "room"
    if any(_inodes(fd) > INODES for fd in bounds.memories):
        return "room"
    return None


def _inodes(fd: int) -> int:
    """The number of inodes that a file system has in use: statvfs(3)."""
    facts = os.statvfs(fd)
    return facts.f_files - facts.f_ffree


def taken(folder: Path, room: int) -> int:
    """Bytes on disk that a folder takes; counting stops at more than `room`."""
    total, waiting = 0, [os.fspath(folder)]
    while waiting and total <= room:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                facts = entry.stat(follow_symlinks=False)
                total += max(facts.st_blocks * 512, BLOCK)
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                if total > room:
                    break
    return total
