"""The process that stands between pytest and a test: it watches, proves, explains, and ends everything.

pytest-forked gives every test a process of its own. That process forks once more: the child runs the test, and
the parent becomes the keeper. Whatever a learner's code does, it happens below the keeper, which no orphan can
leave behind (it is their subreaper, prctl(2)), which no signal but SIGKILL reaches, and which ends everything
as soon as pytest is gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from kata import frames, linux, notes, screen
from kata.autopsy import examine
from kata.verdict import DWELL, those_that_stay, veto

PERIOD = 0.01  # seconds between two looks at the tree
CROWD = 250  # processes of one test; more are a fork bomb

ON_LINUX = sys.platform == "linux"


@dataclass(frozen=True)
class Watch:
    """What the keeper of one test needs to know.

    folder: for notes, frames and the verdict. lifeline: the read end of a pipe that ends when pytest goes. limit:
    seconds, None for none. prove: whether a hang can be proved here. by_test: whether a file is a test.
    """

    folder: Path
    lifeline: int
    limit: float | None
    prove: bool
    by_test: Callable[[str], bool]


def keep(test: int, watch: Watch) -> NoReturn:
    """Watch the test with this pid to its end and exit with status 0, or with 1 where it gave no reports.

    All signals are blocked by the caller and stay so. The verdict is written to `verdict.json`:
    {"status": wait status or None, "end": "finished" | "deadlock" | "timeout" | "crowd", "autopsy", "text"}.
    """
    end: dict[str, Any] = {"status": None, "end": "gone"}
    try:
        end = {"test": test} | _watch(test, watch)
    finally:
        left = _let_orphans_exit() if end["end"] == "finished" else []
        end_all()
        if not ON_LINUX:
            # Orphans do not come to the keeper there, but most of them are still in the group of the test.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(test, signal.SIGKILL)
        end["left"] = [{"what": "process", "child": pid} for pid in left]
        part = watch.folder / "verdict.part"
        part.write_text(json.dumps(end))
        part.rename(watch.folder / "verdict.json")
        os._exit(0 if end["status"] == 0 else 1)


def _watch(test: int, watch: Watch) -> dict[str, Any]:
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda signum, frame: None)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    outside = (
        frozenset(d.inode for d in linux.descriptors("self") if d.kind != "file") if ON_LINUX else frozenset()
    )
    began = since = time.monotonic()
    last: tuple[linux.Sleep, ...] | None = None
    while True:
        status = _reap(test)
        if status is not None:
            return {"status": status, "end": "finished", "seconds": time.monotonic() - began}
        now = time.monotonic()
        if watch.limit is not None and now - began > watch.limit:
            return _explain(test, watch, proved=False, passes=None, seconds=now - began)
        if watch.prove:
            pids = linux.descendants(os.getpid())
            if len(pids) > CROWD:
                return {"status": None, "end": "crowd", "seconds": now - began, "processes": len(pids)}
            passes = linux.asleep(pids)
            if passes is None or passes != last:
                last, since = passes, now
            elif now - since >= DWELL:
                if _proved(passes, watch, outside):
                    return _explain(test, watch, True, passes, time.monotonic() - began)
                since = time.monotonic()
        ready, _, _ = select.select([woken, watch.lifeline], [], [], PERIOD)
        if watch.lifeline in ready:
            return {"status": None, "end": "gone"}
        if woken in ready:
            os.read(woken, 512)


def _reap(test: int) -> int | None:
    """Reap whoever has exited, as init does; the wait status of the test if it was among them."""
    result = None
    with contextlib.suppress(ChildProcessError):
        while (reaped := os.waitpid(-1, os.WNOHANG))[0]:
            if reaped[0] == test:
                result = reaped[1]
    return result


def _proved(passes: tuple[linux.Sleep, ...], watch: Watch, outside: frozenset[int]) -> bool:
    """All asleep for the dwell, no veto, and still the same sleep after the vetoes were asked."""
    try:
        snapshot = linux.snapshot(passes, os.getpid())
    except OSError:
        return False  # somebody exited meanwhile
    written = notes.read(watch.folder / "notes")
    if veto(snapshot, written, outside, time.monotonic()) is not None:
        return False
    return linux.asleep(linux.descendants(os.getpid())) == passes


def _explain(
    test: int, watch: Watch, proved: bool, passes: tuple[linux.Sleep, ...] | None, seconds: float
) -> dict[str, Any]:
    end: dict[str, Any] = {
        "status": None,
        "end": "deadlock" if proved else "timeout",
        "seconds": seconds,
        "at": time.monotonic(),
    }
    if not ON_LINUX:
        return end
    try:
        snapshot = linux.snapshot(passes or linux.one_look(linux.descendants(os.getpid())), os.getpid())
        mute = [p.pid for p in snapshot.processes if not p.exited and p.image is None]
        told = frames.ask(mute, watch.folder)
        written = notes.read(watch.folder / "notes")
        autopsy = examine(snapshot, told, written, test, watch.by_test, proved, seconds)
        end |= {"autopsy": screen.as_json(autopsy), "text": screen.text(autopsy)}
    except OSError:
        return end  # somebody exited meanwhile
    except Exception as error:  # the verdict stands, whatever is wrong with the explanation
        end["unexplained"] = f"{type(error).__name__}: {error}"
    return end


def _let_orphans_exit() -> list[int]:
    """Wait while orphans of the finished test are on their way out; the pids of those that stay."""

    def orphans() -> list[int]:
        _reap(0)
        return _below()

    return those_that_stay(orphans)


def _below(spare: frozenset[int] = frozenset()) -> list[int]:
    if ON_LINUX:
        mine = [pid for pid in linux.children(os.getpid()) if pid not in spare]
        return mine + [pid for child in mine for pid in linux.descendants(child)]
    import psutil

    children = [child for child in psutil.Process().children() if child.pid not in spare]
    return [p.pid for child in children for p in (child, *child.children(recursive=True))]


def end_all(spare: frozenset[int] = frozenset()) -> None:
    """Kill and reap everything below this process, but for the children to spare, until nothing is left."""
    while pids := _below(spare):
        for number in (signal.SIGSTOP, signal.SIGKILL):  # stopped first: what does not run cannot fork
            for pid in pids:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, number)
        for pid in pids:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
