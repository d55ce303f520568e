"""What the processes themselves tell of where they stand, asked for after the verdict.

Each Python process of the tree has a `reporter` in it that answers a signal with a file.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kata.facts import Frame
from kata.reporter import ASK

PATIENCE = 0.3  # seconds for all processes to answer


@dataclass(frozen=True)
class Told:
    """What one process answered: the watched frames of each thread, innermost first, and for each
    descriptor the file, the line and the index of the call that made it. `ends` are all that it or those
    before it have made, by inode and index, open or not."""

    threads: dict[int, tuple[Frame, ...]]
    origins: dict[int, tuple[str, int, int]]
    ends: dict[tuple[int, int], tuple[str, int]] = field(default_factory=dict)

    @property
    def frames(self) -> tuple[Frame, ...]:
        return tuple(frame for stack in self.threads.values() for frame in stack)


def ask(pids: Iterable[int], folder: Path) -> dict[int, Told]:
    """What each process tells of itself, as far as it answers within PATIENCE."""
    pids = list(pids)
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, ASK)
    told: dict[int, Told] = {}
    limit = time.monotonic() + PATIENCE
    while len(told) < len(pids) and time.monotonic() < limit:
        for pid in pids:
            path = folder / f"frames-{pid}"
            if pid not in told and path.exists():
                told[pid] = parse(path.read_text())
        time.sleep(0.0005)
    return told


def parse(text: str) -> Told:
    """The answer of one process, from JSON."""
    answer = json.loads(text)
    threads = {
        int(tid): tuple(
            Frame(f["file"], f["line"], f["function"], tuple((n, fd, kind) for n, fd, kind in f["names"]))
            for f in stack
        )
        for tid, stack in answer["threads"].items()
    }
    origins = {int(fd): (file, line, index) for fd, (file, line, index) in answer["origins"].items()}
    ends = {(inode, index): (file, line) for inode, index, file, line in answer["ends"]}
    return Told(threads, origins, ends)
