"""Explain a hang while its processes are still there: look at them, ask them, and examine the answers."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kata.agent import notes
from kata.agent.asking import REACH
from kata.autopsy import frames, pollers
from kata.autopsy.actors import forks
from kata.autopsy.examine import Case, Sight, examine
from kata.autopsy.facts import Autopsy
from kata.autopsy.sampling import ask_some
from kata.facts import Process, Snapshot
from kata.kernel import proc, tree
from kata.kernel.networks import Networks
from kata.proof.watch import Outcome

MANY = 16  # processes that an explanation can tell apart

Look = Callable[[tuple[proc.Sleep, ...], Snapshot | None], Sight]
"""A function that looks at threads and asks their processes, which stop for good. Raises OSError if one has exited.

It is given all about them where that was looked at before."""


def explain(outcome: Outcome, case: Case, look: Look, goes_on: bool = False) -> Autopsy | None:
    """Say why the processes of a tree wait; None if one of them exited meanwhile, or off Linux.

    goes_on: whether the tree is to go on, so that none of it may be stopped for the look.
    """
    if not tree.ON_LINUX:
        return None
    try:
        sight = look(outcome.passes or _one_look(goes_on), outcome.snapshot)
    except OSError:
        return None
    autopsy = examine(sight, case, outcome.verdict, outcome.seconds, outcome.pollers)
    return replace(autopsy, doubt=outcome.doubt)


def seen(
    folder: Path, networks: Networks = (), may_ask: Callable[[Process], bool] = lambda process: True
) -> Look:
    """A look at processes that write to `folder`. networks: as for `proc.snapshot`. may_ask: whether to ask one."""

    def look(passes: tuple[proc.Sleep, ...], known: Snapshot | None) -> Sight:
        snapshot = known or proc.snapshot(passes, networks)
        written = notes.read(folder / "notes")
        asked = [p for p in snapshot.processes if p.can_tell and may_ask(p)]
        (folder / REACH).write_text("".join(f"{tid}\n" for tid in pollers.asked(snapshot)))
        told = ask_some(asked, passes, lambda pids: frames.ask(pids, folder, written))
        return Sight(snapshot, told, forks(written))

    return look


def _one_look(goes_on: bool) -> tuple[proc.Sleep, ...]:
    """Look once at processes that may be at work. If they are many, stop all but the first, to have a core left."""
    pids = tree.descendants(os.getpid())
    stopped = [] if goes_on else pids[MANY:]
    for pid in stopped:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGSTOP)
    return tuple(_at_work(sleep) if sleep[0] in stopped else sleep for sleep in proc.one_look(pids))


def _at_work(sleep: proc.Sleep) -> proc.Sleep:
    """The look at a process that was stopped only so that others can go on."""
    pid, tid, state, line, switches = sleep
    return pid, tid, "R" if state == "T" else state, line, switches
