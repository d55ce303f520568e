"""Explain a hang while its processes are still there: look at them, ask them, and examine the answers."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kata.agent import notes
from kata.agent.notes import Note
from kata.autopsy import frames
from kata.autopsy.examine import examine
from kata.autopsy.frames import Told
from kata.facts import Autopsy, Snapshot
from kata.kernel import proc, tree
from kata.kernel.networks import Networks
from kata.proof.watch import Outcome

MANY = 16  # processes that an explanation can tell apart


@dataclass(frozen=True)
class Sight:
    """All that an explanation is made of: the snapshot of the kernel, the answers of the processes, the notes."""

    snapshot: Snapshot
    told: dict[int, Told]
    notes: list[Note]


Look = Callable[[tuple[proc.Sleep, ...]], Sight]
"""A function that looks at threads and asks their processes, which stop for good. Raises OSError if one has exited."""


def explain(
    outcome: Outcome, root: int, look: Look, by_test: Callable[[str], bool], subject: str = "test"
) -> Autopsy | None:
    """Say why the processes of a tree wait; None if one of them exited meanwhile, or off Linux.

    root: the first process. by_test: whether a file is a test.
    """
    if not tree.ON_LINUX:
        return None
    try:
        sight = look(outcome.passes or _one_look())
    except OSError:
        return None
    proved = outcome.end == "deadlock"
    return examine(sight.snapshot, sight.told, sight.notes, root, by_test, proved, outcome.seconds, subject)


def seen(folder: Path, networks: Networks = ()) -> Look:
    """A look at processes that write to `folder`. networks: as for `proc.snapshot`."""

    def look(passes: tuple[proc.Sleep, ...]) -> Sight:
        snapshot = proc.snapshot(passes, networks)
        written = notes.read(folder / "notes")
        told = frames.ask((p.pid for p in snapshot.processes if p.can_tell), folder, written)
        return Sight(snapshot, told, written)

    return look


def _one_look() -> tuple[proc.Sleep, ...]:
    """Look once at processes that may be at work. If they are many, stop all but the first, to have a core left."""
    pids = tree.descendants(os.getpid())
    for pid in pids[MANY:]:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGSTOP)
    return proc.one_look(pids)
