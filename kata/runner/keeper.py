"""Stand between pytest and a test: watch it, prove and explain a hang, and end everything.

Every test has a process of its own, a child of the keeper, and all of a learner's code runs below that. No orphan gets
out of the keeper's sight, because it is their subreaper (prctl(2)); no signal but SIGKILL reaches it; and it ends
everything when pytest has gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kata import records
from kata.autopsy import picture, source, text
from kata.autopsy.examine import Case
from kata.autopsy.explain import explain, seen
from kata.facts import SHARED, Place
from kata.files import write_whole
from kata.kernel import exits, procfs, tree, unotify
from kata.kernel.networks import Networks
from kata.proof.deadline import in_time
from kata.proof.watch import Outcome, Watch, watch
from kata.runner import hearing, holding, leftovers
from kata.runner.bounds import CROWD_APART, MEMORY, Bounds, exceeded
from kata.runner.facts import Ending, Explanation, by_name
from kata.runner.listening import Hearing
from kata.sandbox import pairs, untrusted

AT_WORK = 0.5  # the share of its limit for which an endless loop is on a core, even beside others
A_MOMENT = 0.01  # seconds
PATIENCE = 3.0  # seconds of the processor for an explanation


@dataclass(frozen=True)
class Post:
    """The orders for the keeper of one test.

    folder: for notes, frames and the verdict. lifeline: the read end of a pipe that ends when pytest goes. channel:
    on which the test sends its listener. limit: seconds, None for none. prove: whether a hang can be proved here.
    by_test: whether a file is a test. hears_deeds: whether the test asks what its answer does. is_apart: whether the
    answer runs in a process of its own. base: where the reader of a report types paths. place: of the test, which
    enters it by itself. whole: whether the report shows all lines.
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
    place: Place = SHARED
    whole: bool = False


def look_after(test: int, post: Post) -> bool:
    """Watch the test with this pid to its end, end all that it has started, and return whether it gave its reports.

    All signals are blocked by the caller and stay so. The `Ending` is written to `verdict.json`. Afterwards this
    process holds nothing of the test; the lifeline is the caller's.
    """
    with contextlib.ExitStack() as held:
        return _looked_after(test, post, held)


def _looked_after(test: int, post: Post, held: contextlib.ExitStack) -> bool:
    ending = Ending("gone")
    listener = inside = None
    held.enter_context(post.channel)
    try:
        place, networks, listener = _met(post, held)
        watched, hears = _watch(test, listener, post)
        watched = replace(watched, place=place, networks=networks)
        if hears is not None:
            held.callback(os.close, hears.file)
        if post.is_apart:  # a learner's own code may use the learner's own machine
            others = _others(post.channel, watched)
            watched, inside = _bounded(watched, others, post.folder / untrusted.FOLDER, held)
        outcome = watch(watched)
        ending = _ending(outcome, test, post.limit)
        if outcome.end in ("deadlock", "timeout"):
            with _hearing_on(watched.listener):
                if hears and hears.held:  # who is held waits for nobody else, and cannot say where it is
                    holding.hold_no_more(hears)
                    time.sleep(5 * A_MOMENT)
                ending = _explained(ending, outcome, post, watched.networks, inside)
    finally:
        survivors = _let_orphans_exit(listener) if ending.how == "finished" else []
        stopped = [pid for pid in survivors if procfs.is_stopped(pid)]
        _end_everything(test)
        if inside is not None and inside.parent != post.folder:
            untrusted.keep_notes(inside, post.folder / untrusted.FOLDER)
        facts = records.plain(replace(ending, survivors=tuple(survivors), stopped=tuple(stopped)))
        write_whole(post.folder / "verdict.json", json.dumps(facts).encode())
        leftovers.remove_memory_files(post.folder)
    return ending.status == 0


def _end_everything(test: int) -> None:
    tree.end_all()
    if not tree.ON_LINUX:
        # No orphans come to the keeper there, but most are still in the process group of the test.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(test, signal.SIGKILL)


def _ending(outcome: Outcome, test: int, limit: float | None) -> Ending:
    doubtful = outcome.end == "timeout" and outcome.worked < (limit or 0.0) * AT_WORK
    return Ending(
        outcome.end, test, outcome.status, outcome.seconds, outcome.at, outcome.processes, doubtful=doubtful
    )


def _met(post: Post, held: contextlib.ExitStack) -> tuple[Place, list[socket.socket], int | None]:
    """Receive what the test sends when it is in its place: what shows its network, its folder, and its listener."""
    place, networks = post.place, []
    received = unotify.receive(post.channel)
    if place.network and received:
        shows_network, folder, *received = received
        networks.append(held.enter_context(socket.socket(fileno=shows_network)))
        place = replace(place, device=os.fstat(folder).st_dev)
        os.close(folder)
    for fd in received:
        held.callback(os.close, fd)
    return place, networks, next(iter(received), None)


def _watch(test: int, listener: int | None, post: Post) -> tuple[Watch, Hearing | None]:
    """The watch over a test, and the deeds of the answer, which it hears if the test asks for them."""
    watched = Watch(
        test,
        listener if post.prove else None,
        post.limit,
        post.lifeline,
        partial(exceeded, Bounds()),
    )
    if not post.hears_deeds or listener is None:
        return watched, None
    this = hearing.begin(test, listener, post.folder)
    heard = replace(
        watched, hear=partial(hearing.record, this), is_expected=partial(hearing.is_expected, this)
    )
    return heard, this


def _others(channel: socket.socket, watched: Watch) -> list[int]:
    """Receive the descriptors that the test sends when the sandbox of its answer stands; hear the deeds meanwhile."""
    ears = [fd for fd in (channel.fileno(), watched.lifeline, watched.listener) if fd is not None]
    while True:
        ready, _, _ = select.select(ears, [], [])
        if watched.lifeline in ready:
            return []  # the watch ends at once, and with it a test that waits to be heard and has sent nothing
        if channel.fileno() in ready:
            return unotify.receive(channel)
        assert watched.listener is not None
        unotify.heard(watched.listener, watched.hear)


def _bounded(
    watched: Watch, others: list[int], folder: Path, held: contextlib.ExitStack
) -> tuple[Watch, Path]:
    """The watch over an answer that runs apart, and the folder of its notes.

    others: the descriptors from `start.start`. folder: of the notes, if it has no file systems of its own. held: closes
    these descriptors in the end.
    """
    if not others:  # no sandbox could be built, as the test says
        return watched, folder
    number, *memories = others
    network = held.enter_context(socket.socket(fileno=number))
    for memory in memories:
        held.callback(os.close, memory)
    bounds = Bounds(CROWD_APART, MEMORY, None if memories else folder, memories)
    watched = replace(watched, exceeds=partial(exceeded, bounds), networks=[network])
    return watched, Path(f"/proc/self/fd/{memories[0]}") if memories else folder


@contextlib.contextmanager
def _hearing_on(listener: int | None) -> Iterator[None]:
    """Let all calls go on that are told meanwhile: whoever tells where it is writes that to a file."""
    over = threading.Event()

    def hear(listener: int) -> None:
        while not over.is_set():
            if select.select([listener], [], [], A_MOMENT)[0]:
                unotify.heard(listener)

    if listener is None:
        yield
        return
    thread = threading.Thread(target=hear, args=(listener,))
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _explained(
    ending: Ending, outcome: Outcome, post: Post, networks: Networks, inside: Path | None
) -> Ending:
    """The ending of a hang with its explanation, or with the reason why there is none."""

    def found() -> Ending:
        source.forget()
        look = seen(post.folder, networks) if inside is None else pairs.seen(post.folder, inside, networks)
        autopsy = explain(outcome, Case(ending.test, "test", post.by_test, post.base, whole=post.whole), look)
        if autopsy is None:
            return ending
        autopsy = by_name(autopsy, post.folder)
        facts, lines = text.as_json(autopsy), text.blamed(autopsy)
        told = Explanation(facts, text.report(autopsy), lines, picture.svg(autopsy))
        return replace(ending, explanation=told)

    late = f"there is so much to look at that {PATIENCE:.0f} s were not enough"
    try:
        return in_time(PATIENCE, found) or replace(ending, unexplained=late)
    except Exception as error:  # the verdict stands without its explanation, too
        return replace(ending, unexplained=f"{type(error).__name__}: {error}")


def _let_orphans_exit(listener: int | None) -> list[int]:
    """Wait for orphans of the finished test that are exiting; return the pids of those that do not exit."""

    def orphans() -> list[int]:
        if listener is not None:
            unotify.heard(listener)  # an orphan that arms a clock at its exit must go on
        tree.reap(0)
        return tree.below()

    return exits.wait_for_exits(orphans)
