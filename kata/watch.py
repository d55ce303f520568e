"""Watches a tree of processes from above until it ends, is proved to hang, or is out of time.

The one that watches is the parent of the tree's first process and the subreaper of all others: prctl(2).
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kata import clocks, frames, halves, linux, notes
from kata.autopsy import examine
from kata.deadline import in_time
from kata.descriptors import descriptors
from kata.facts import Autopsy
from kata.sock_diag import Networks
from kata.verdict import DWELL, Outside, veto

PERIOD = 0.01  # seconds between two looks at the tree, less before the end of a dwell
BLOCK = 4096  # bytes that an empty file counts as
MANY = 16  # processes that an explanation can tell apart
INODES = 20_000  # in a file system whose bytes have a limit; empty files and attributes have none
SHARE = 20  # a look at a large tree takes its time: at most one part of a core in so many is spent looking
PATIENCE = 1.0  # seconds of the processor for a proof, which thousands of descriptors can make long

ON_LINUX = sys.platform == "linux"


@dataclass(frozen=True)
class Watch:
    """What is watched, and how.

    root: the first process of the tree. listener: where its clocks are heard (`clocks.tell`); without one, nothing
    is proved. limit: seconds, None for none. lifeline: a descriptor whose end means that nobody wants to know any
    more. crowd: how many processes are too many. memory: how many bytes are too many for all of them together.
    folder, room: where on a disk the tree may write, and how many bytes there are too many. memories: descriptors of
    the file systems in memory where it may write. networks: sockets that see into other networks of the tree.
    patience: seconds of the processor for a proof, None for as long as it needs.
    """

    root: int
    listener: int | None = None
    limit: float | None = None
    lifeline: int | None = None
    crowd: int | None = None
    memory: int | None = None
    folder: Path | None = None
    room: int = 0
    memories: Sequence[int] = ()
    networks: Networks = ()
    patience: float | None = PATIENCE


@dataclass(frozen=True)
class Outcome:
    """How a watch ended: "finished" (with the wait status of the root), "deadlock" (proved), "timeout", "crowd",
    "memory", "room" or "gone" (the lifeline ended). seconds: since it began. at: time.monotonic(). passes: the sleep
    that was proved. processes: how many, where these or their memory were too much. starved: seconds that one of them
    has waited for a core, where the limit is over."""

    end: str
    seconds: float
    status: int | None = None
    at: float | None = None
    passes: tuple[linux.Sleep, ...] | None = None
    processes: int | None = None
    starved: float = 0.0


def watch(tree: Watch) -> Outcome:
    """Wait for the tree, which may take for ever; all who exit are reaped meanwhile."""
    woken = _wake_on_children()
    ears = [fd for fd in (woken, tree.lifeline, tree.listener) if fd is not None]
    outside = frozenset((d.kind, d.inode) for d in descriptors("self")) if ON_LINUX else frozenset()
    armed: list[notes.Note] = []
    began = since = asked = rested = time.monotonic()
    last: tuple[linux.Sleep, ...] | None = None
    pause = PERIOD
    while True:
        status = reap(tree.root)
        now = time.monotonic()
        if status is not None:
            return Outcome("finished", now - began, status)
        pids = linux.descendants(os.getpid()) if ON_LINUX else []
        if excess := _excess(tree, pids):
            return Outcome(excess, now - began, processes=len(pids))
        if tree.limit is not None and now - began > tree.limit:
            return Outcome("timeout", now - began, starved=linux.starved(pids))
        if tree.listener is not None:
            armed += clocks.heard(tree.listener)
            passes = linux.asleep(pids)
            if passes is None or passes != last:
                last, since, asked = passes, now, now
            pause = SHARE * (time.monotonic() - now)
            if passes is not None and now >= max(asked + DWELL, rested):
                if _proved(passes, armed, outside, now - since, tree.networks, tree.patience):
                    at = time.monotonic()
                    return Outcome("deadlock", at - began, at=at, passes=passes)
                asked = time.monotonic()
                rested = asked + SHARE * (asked - now)
            pause = max(min(PERIOD, max(asked + DWELL, rested) - now), pause)
        left = pause
        if tree.limit is not None:
            left = min(pause, max(began + tree.limit - time.monotonic(), 0) + 0.001)
        ready, _, _ = select.select(ears, [], [], left)
        if tree.lifeline in ready:
            return Outcome("gone", time.monotonic() - began)
        if woken in ready:
            os.read(woken, 512)


def _excess(tree: Watch, pids: list[int]) -> str | None:
    """What the tree has too much of, as an outcome says it; None for nothing."""
    if tree.crowd is not None and len(pids) > tree.crowd:
        return "crowd"
    if tree.memory is not None and linux.at_most(pids) > tree.memory < linux.memory(pids):
        return "memory"
    if tree.folder is not None and taken(tree.folder, tree.room) > tree.room:
        return "room"
    if any(_inodes(fd) > INODES for fd in tree.memories):
        return "room"
    return None


def _inodes(fd: int) -> int:
    """How many inodes a file system has in use: statvfs(3)."""
    facts = os.statvfs(fd)
    return facts.f_files - facts.f_ffree


def taken(folder: Path, room: int) -> int:
    """Bytes on disk that a folder takes, at least; whoever has seen more than `room` looks no further."""
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


def _wake_on_children() -> int:
    """A descriptor that can be read when a child has exited. For the rest of this process."""
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda signum, frame: None)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    return woken


def reap(root: int) -> int | None:
    """Reap whoever has exited, as init does; the wait status of the root if it was among them."""
    result = None
    with contextlib.suppress(ChildProcessError):
        while (reaped := os.waitpid(-1, os.WNOHANG))[0]:
            if reaped[0] == root:
                result = reaped[1]
    return result


def _proved(
    passes: tuple[linux.Sleep, ...],
    armed: list[notes.Note],
    outside: Outside,
    quiet: float,
    networks: Networks,
    patience: float | None,
) -> bool:
    """All asleep for the dwell, no veto, and still the same sleep after the vetoes were asked.

    What cannot be read, or not in time, is not proved.
    """

    def proof() -> bool:
        try:
            snapshot = linux.snapshot(passes, networks)
            reason = veto(snapshot, armed, outside, time.monotonic(), quiet)
        except Exception:  # somebody exited meanwhile, or the tree has made up what is no data at all
            return False
        return reason is None and linux.asleep(linux.descendants(os.getpid())) == passes

    return in_time(patience, proof) or False


def explain(
    outcome: Outcome,
    root: int,
    folder: Path,
    by_test: Callable[[str], bool],
    subject: str = "test",
    look_closer: Callable[[list[int]], dict[int, frames.Told]] | None = None,
    networks: Networks = (),
    inside: Path | None = None,
) -> Autopsy | None:
    """Ask the processes for their names, which stops them for good, and say why they wait.

    folder: where they write. by_test: whether a file is a test. look_closer: what else could tell of those that do
    not answer. networks: as in `Watch`. inside: where they write behind walls. None if one of them exited meanwhile,
    or off Linux.
    """
    if not ON_LINUX:
        return None
    try:
        passes = outcome.passes or _one_look()
        snapshot = linux.snapshot(passes, networks)
    except OSError:
        return None
    written = notes.read(folder / "notes")
    if inside is not None:
        known = halves.pids(snapshot, written)
        beside = halves.inner_notes(inside, written, known)
        told = halves.ask(snapshot, folder, inside, [*written, *beside], known)
        snapshot = halves.joined(snapshot, written, known)
        written += beside
    else:
        told = frames.ask((p.pid for p in snapshot.processes if p.can_tell), folder, written)
    silent = [p.pid for p in snapshot.processes if p.pid not in told and not p.exited]
    told |= look_closer(silent) if look_closer and silent else {}
    return examine(
        snapshot, told, written, root, by_test, outcome.end == "deadlock", outcome.seconds, subject
    )


def _one_look() -> tuple[linux.Sleep, ...]:
    """What all are doing that may be at work. Where they are many, only the first go on: no core would be left."""
    pids = linux.descendants(os.getpid())
    for pid in pids[MANY:]:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGSTOP)
    return linux.one_look(pids)


def below(spare: Iterable[int] = ()) -> list[int]:
    """All processes below this one, but for the children to spare."""
    if ON_LINUX:
        mine = [pid for pid in linux.children(os.getpid()) if pid not in spare]
        return mine + [pid for child in mine for pid in linux.descendants(child)]
    import psutil

    children = [child for child in psutil.Process().children() if child.pid not in spare]
    return [p.pid for child in children for p in (child, *child.children(recursive=True))]


def end_all(spare: Iterable[int] = ()) -> None:
    """Kill and reap everything below this process, but for the children to spare, until nothing is left."""
    while pids := below(spare):
        for number in (signal.SIGSTOP, signal.SIGKILL):  # stopped first: what does not run cannot fork
            for pid in pids:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, number)
        for pid in pids:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
