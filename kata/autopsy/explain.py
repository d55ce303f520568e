"""The explanation of a hang beside a tree that is still there: look at it, ask it, examine what it told."""

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
from kata.facts import Autopsy, Process, Snapshot
from kata.kernel import proc, tree
from kata.kernel.networks import Networks
from kata.proof.watch import Outcome

MANY = 16  # processes that an explanation can tell apart


@dataclass(frozen=True)
class Sight:
    """All that an explanation is made of: what the kernel shows, what each process told, and what was noted."""

    snapshot: Snapshot
    told: dict[int, Told]
    notes: list[Note]


Look = Callable[[tuple[proc.Sleep, ...]], Sight]
"""Looks at these threads and asks their processes, which stops them for good. Raises OSError where one has exited."""


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


def seen(
    folder: Path, networks: Networks = (), may_ask: Callable[[Process], bool] = lambda process: True
) -> Look:
    """A look at processes that write to `folder`. networks: as in `proc.snapshot`. may_ask: whether to ask one."""

    def look(passes: tuple[proc.Sleep, ...]) -> Sight:
        snapshot = proc.snapshot(passes, networks)
        written = notes.read(folder / "notes")
        asked = [p.pid for p in snapshot.processes if p.can_tell and may_ask(p)]
        told = frames.ask(asked, folder, written)
        return Sight(snapshot, told, written)

    return look


def _one_look() -> tuple[proc.Sleep, ...]:
    """What all are doing that may be at work. Where they are many, only the first go on: no core would be left."""
    pids = tree.descendants(os.getpid())
    stopped = pids[MANY:]
    for pid in stopped:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGSTOP)
    return tuple(_at_work(sleep) if sleep[0] in stopped else sleep for sleep in proc.one_look(pids))


def _at_work(sleep: proc.Sleep) -> proc.Sleep:
    """The look at somebody who was stopped only so that others can go on."""
    pid, tid, state, *rest = sleep
    return (pid, tid, "R" if state == "T" else state, rest[0], rest[1])
