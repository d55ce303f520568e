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
import socket
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NoReturn

from kata import records
from kata.autopsy import picture, text
from kata.autopsy.examine import Case
from kata.autopsy.explain import explain, seen
from kata.files import write_whole
from kata.kernel import clocks, tree
from kata.kernel.networks import Networks
from kata.proof.deadline import in_time
from kata.proof.watch import Outcome, Watch, watch
from kata.runner import hearing
from kata.runner.facts import Ending, Explanation
from kata.sandbox import pairs, untrusted

CROWD = 250  # processes of one test; more are a fork bomb
STARVED = 0.5  # of its time that a process of a test waited for a core, whatever it would have done there
CROWD_APART = 100  # the same where others are judged on the same machine
ROOM = 64 << 20  # bytes that an answer may write where it runs apart, beside what its sandbox bounds itself
MEMORY = 1 << 30  # bytes that all processes of an answer have together where it runs apart
PATIENCE = 3.0  # seconds of the processor for an explanation


@dataclass(frozen=True)
class Post:
    """What the keeper of one test needs to know.

    folder: for notes, frames and the verdict. lifeline: the read end of a pipe that ends when pytest goes. channel:
    where the test hands over its clocks. limit: seconds, None for none. prove: whether a hang can be proved here.
    by_test: whether a file is a test. hears_deeds: whether the test asks what its answer does. is_apart: whether the
    answer runs in a process of its own. base: where the reader of a report types paths.
    """

    folder: Path
    lifeline: int
    channel: socket.socket
    limit: float | None
    prove: bool
    by_test: Callable[[str], bool]
    hears_deeds: bool = False
    is_apart: bool = False
    base: str = ""


def keep(test: int, post: Post) -> NoReturn:
    """Watch the test with this pid to its end and exit with status 0, or with 1 where it gave no reports.

    All signals are blocked by the caller and stay so. The `Ending` is written to `verdict.json`.
    """
    ending = Ending("gone")
    listener = inside = None
    try:
        listener = next(iter(clocks.receive(post.channel)), None)
        watched = _watch(test, listener, post)
        if post.is_apart:  # a learner's own machine is the learner's
            others = _others(post.channel, watched)
            watched, inside = _bounded(watched, others, post.folder / untrusted.FOLDER)
        outcome = watch(watched)
        ending = _ending(outcome, test)
        if outcome.end in ("deadlock", "timeout"):
            ending = _explained(ending, outcome, post, watched.networks, inside)
    finally:
        try:
            survivors = _let_orphans_exit(listener) if ending.how == "finished" else []
            _end_everything(test)
            if inside is not None and inside.parent != post.folder:
                untrusted.keep_notes(inside, post.folder / untrusted.FOLDER)
            facts = records.plain(replace(ending, survivors=tuple(survivors)))
            write_whole(post.folder / "verdict.json", json.dumps(facts).encode())
        finally:  # whatever an answer has done to its folder or to the disk, this is no second pytest
            os._exit(0 if ending.status == 0 else 1)


def _end_everything(test: int) -> None:
    tree.end_all()
    if not tree.ON_LINUX:
        # Orphans do not come to the keeper there, but most of them are still in the group of the test.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(test, signal.SIGKILL)


def _ending(outcome: Outcome, test: int) -> Ending:
    starved = outcome.starved > outcome.seconds * STARVED
    return Ending(
        outcome.end, test, outcome.status, outcome.seconds, outcome.at, outcome.processes, starved=starved
    )


def _watch(test: int, listener: int | None, post: Post) -> Watch:
    """The watch over a test, which hears the deeds of its answer where the test asks for them."""
    watched = Watch(test, listener if post.prove else None, post.limit, post.lifeline, CROWD)
    if not post.hears_deeds or listener is None:
        return watched
    this = hearing.begin(test, listener, post.folder)
    return replace(
        watched, hear=partial(hearing.record, this), is_expected=partial(hearing.is_expected, this)
    )


def _others(channel: socket.socket, watched: Watch) -> list[int]:
    """What the test sends when the sandbox of its answer stands; the deeds that build it are heard meanwhile."""
    ears = [fd for fd in (channel.fileno(), watched.lifeline, watched.listener) if fd is not None]
    while True:
        ready, _, _ = select.select(ears, [], [])
        if channel.fileno() in ready or watched.lifeline in ready:
            return clocks.receive(channel)
        assert watched.listener is not None
        clocks.heard(watched.listener, watched.hear)


def _bounded(watched: Watch, others: list[int], folder: Path) -> tuple[Watch, Path]:
    """The watch over an answer that is apart, and where it writes. others: what `channel.start` has given. folder:
    where it writes if it has no file systems of its own."""
    if not others:  # no sandbox could be built, as the test says
        return watched, folder
    network, *memories = others
    watched = replace(watched, crowd=CROWD_APART, memory=MEMORY, networks=[socket.socket(fileno=network)])
    if not memories:
        return replace(watched, folder=folder, room=ROOM), folder
    return replace(watched, memories=memories), Path(f"/proc/self/fd/{memories[0]}")


def _explained(
    ending: Ending, outcome: Outcome, post: Post, networks: Networks, inside: Path | None
) -> Ending:
    """The ending of a hang with its explanation, or with the reason why there is none."""

    def found() -> Ending:
        look = seen(post.folder, networks) if inside is None else pairs.seen(post.folder, inside, networks)
        autopsy = explain(outcome, Case(ending.test, "test", post.by_test, post.base), look)
        if autopsy is None:
            return ending
        facts, lines = text.as_json(autopsy), text.blamed(autopsy)
        told = Explanation(facts, text.report(autopsy), lines, picture.svg(autopsy))
        return replace(ending, explanation=told)

    late = f"there is so much to look at that {PATIENCE:.0f} s were not enough"
    try:
        return in_time(PATIENCE, found) or replace(ending, unexplained=late)
    except Exception as error:  # the verdict stands, whatever is wrong with the explanation
        return replace(ending, unexplained=f"{type(error).__name__}: {error}")


def _let_orphans_exit(listener: int | None) -> list[int]:
    """Wait while orphans of the finished test are on their way out; the pids of those that stay."""

    def orphans() -> list[int]:
        if listener is not None:
            clocks.heard(listener)  # who arms one on the way out is let go on
        tree.reap(0)
        return tree.below()

    return tree.wait_for_exits(orphans)
