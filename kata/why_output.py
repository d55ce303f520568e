"""Tell what `kata why` has found, a hang or an end, on the standard error output and in files.

Apart from `why`, which runs programs, for this is loaded only when there is something to tell.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kata.agent.asking import GOES_ON
from kata.agent.lines import of_the_program
from kata.autopsy import html, picture, pyspy, text
from kata.autopsy.examine import Case, Sight, examine
from kata.autopsy.explain import Look, explain, seen
from kata.autopsy.facts import Autopsy, Finding
from kata.autopsy.frames import Told
from kata.facts import Process, Snapshot
from kata.kernel import proc, tree
from kata.kernel.strangers import holders
from kata.kernel.syscalls import POLLS
from kata.proof.watch import Outcome

RESUMED = POLLS | {"read", "readv", "recvfrom", "accept", "accept4", "wait4", "waitid", "futex"}
RESUMED |= {"flock", "fcntl", "open", "openat", "nanosleep", "clock_nanosleep"}

FORMATS: dict[str, Callable[[Autopsy], str]] = {
    "json": lambda autopsy: json.dumps(text.as_json(autopsy), indent=2) + "\n",
    "svg": lambda autopsy: picture.svg(autopsy),
    "html": lambda autopsy: html.page(autopsy),
}
"""The formats of an autopsy, by the name of the option."""


@dataclass(frozen=True)
class Place:
    """The program to tell of: its first process, the folder of its answers, and the files to write, by their format."""

    root: int
    folder: str
    files: Mapping[str, str]


def is_undisturbed(process: Process) -> bool:
    """Whether a signal leaves a process in its call: Python takes up these ones again, PEP 475."""
    first = [thread for thread in process.threads if thread.tid == process.pid]
    return all(thread.call.name in RESUMED if thread.call else thread.state == "R" for thread in first)


def look(pid: int, files: Mapping[str, str]) -> int:
    """Say what a running tree waits for, without touching it; return the exit status of the command."""
    problem = _out_of_reach(pid)
    if problem:
        print(f"kata why: {problem}", file=sys.stderr)
        return 1
    pids = [pid, *tree.descendants(pid)]
    try:
        snapshot = proc.snapshot(proc.one_look(pids))
        strangers = holders(snapshot)
        if strangers:
            snapshot = proc.snapshot(proc.one_look([*pids, *strangers]))
    except OSError:
        print(f"kata why: process {pid} has just changed: look again.", file=sys.stderr)
        return 1
    told = _from_outside([process.pid for process in snapshot.processes if not process.exited])
    case = Case(pid, "tree", base=_here(), strangers=tuple(strangers))
    tell(examine(Sight(snapshot, told), case, "timeout"), files)
    return 0


def _out_of_reach(pid: int) -> str | None:
    if not tree.ON_LINUX:
        return "--pid: only Linux shows what a process waits for."
    if not os.path.exists(f"/proc/{pid}"):
        return f"there is no process {pid}."
    try:
        for name in ("syscall", "fd", "maps"):
            path = f"/proc/{pid}/{name}"
            os.listdir(path) if name == "fd" else Path(path).read_bytes()
    except PermissionError:
        return f"process {pid} may not be looked at: run this as its user or, where ptrace_scope is not 0, as root."
    except OSError:
        return f"process {pid} has just ended."
    return None


def _from_outside(pids: list[int]) -> dict[int, Told]:
    return pyspy.look(pids, of_the_program)


def _seen(folder: str, may_ask: Callable[[Process], bool] = lambda process: True) -> Look:
    """A look at a program; at processes that do not answer, or may not be asked, py-spy looks from outside."""

    def look(passes: tuple[proc.Sleep, ...], known: Snapshot | None) -> Sight:
        sight = seen(Path(folder), may_ask=may_ask)(passes, known)
        silent = [p.pid for p in sight.snapshot.processes if p.pid not in sight.told and not p.exited]
        return replace(sight, told=sight.told | _from_outside(silent)) if silent else sight

    return look


def autopsy_of(place: Place, outcome: Outcome, goes_on: bool = False) -> Autopsy:
    """Say why a program does not end. goes_on: whether it does, so that nobody may be asked whom that would disturb."""
    look = _seen(place.folder, is_undisturbed) if goes_on else _seen(place.folder)
    if goes_on:
        Path(place.folder, GOES_ON).touch()
    autopsy = None
    try:
        autopsy = explain(outcome, Case(place.root, "program", base=_here()), look, goes_on)
    except Exception as error:  # the verdict stands, whatever is wrong with the explanation
        where = traceback.extract_tb(error.__traceback__)[-1]
        problem = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
        print(f"kata why: no explanation: {problem}", file=sys.stderr)
    if autopsy is None:  # off Linux, or a process exited just now
        return Autopsy(outcome.verdict, outcome.seconds, "unknown", "", (), (), Finding("unknown"), "program")
    return autopsy


def _here() -> str:
    """The folder of the reader; empty if it was removed meanwhile."""
    try:
        return os.getcwd()
    except FileNotFoundError:
        return ""


def tell(autopsy: Autopsy, files: Mapping[str, str]) -> None:
    """Write the report to the standard error output, and the autopsy to the files."""
    print(text.report(autopsy).rstrip(), file=sys.stderr, flush=True)
    for name, file in files.items():
        write(file, FORMATS[name](autopsy))


def write(file: str | None, text: str) -> None:
    """Write to a file, or to the standard output for "-"; for None, not at all."""
    if file == "-":
        print(text, end="", flush=True)
    elif file is not None:
        Path(file).write_text(text)


def finished(outcome: Outcome) -> str:
    """The facts of a program that has ended, as JSON."""
    nothing: dict[str, Any] = {"cause": None, "summary": None, "processes": [], "objects": [], "blame": []}
    status = os.waitstatus_to_exitcode(outcome.status or 0)
    facts = {"verdict": "finished", "seconds": round(outcome.seconds, 4), "exit_status": status}
    return json.dumps(facts | nothing, indent=2) + "\n"
