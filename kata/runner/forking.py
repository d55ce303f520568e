"""Fork for a test: the parent becomes its keeper, the child runs it."""

from __future__ import annotations

import os
import signal
import socket
import sys
from _signal import pthread_sigmask  # type: ignore[import-not-found] # as in `tree`
from collections.abc import Container, Iterable
from pathlib import Path
from typing import NoReturn

import pytest

from kata.agent import notes, settle
from kata.course import exercises
from kata.facts import SHARED, Place
from kata.kernel import namespaces, unotify
from kata.kernel.networks import into_this_network
from kata.runner import keeper
from kata.runner.facts import NAMES
from kata.runner.shim import limit_of
from kata.runner.state import AGAINST, BASE, CHANNEL, TREE, Run
from kata.sandbox import proxy, untrusted, walls, wire

OF_DEEDS = {
    *("evidence", "hold", "once_asleep", "peer_once_asleep"),
    *("changed", "lost", "failing", "kernel_says", "killed"),
}
"""The fixtures of tests that ask what their answer does."""
OF_A_PLACE = {"folder", "network"}
"""The fixtures of tests whose processes meet by a name, and nobody else is to meet them."""


def forked(run: Run, mask: Iterable[int]) -> tuple[int, keeper.Post]:
    """Fork for a test, all signals blocked; the pid of its process and the orders for its keeper, which this one is.

    In the process of the test, the pid is 0. mask: the signals that are blocked there.
    """
    ours, theirs = socket.socketpair()
    post = _post(run.item, run, ours)
    test = os.fork()
    if test:
        theirs.close()
        return test, post
    run.kept = post, theirs
    ours.close()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    pthread_sigmask(signal.SIG_SETMASK, mask)
    os.close(run.reader)
    if post.place != SHARED:
        _enter(post.place)
    return 0, post


def prepare(item: pytest.Item, run: Run) -> None:
    """Prepare this process for its test."""
    assert run.kept is not None
    run.files = sys.stdout, sys.stderr
    _settle(item, run)
    _show_the_keeper(item, run, *run.kept)


def _post(item: pytest.Item, run: Run, channel: socket.socket) -> keeper.Post:
    prove = item.config.stash[AGAINST] is None
    asks = OF_DEEDS.intersection(getattr(item, "fixturenames", ()))
    return keeper.Post(
        run.folder,
        run.reader,
        channel,
        limit_of(item),
        prove,
        exercises.is_test,
        hears_deeds=prove and bool(asks),
        is_apart=bool(item.config.getoption("--apart")),
        base=item.config.stash[BASE],
        place=_place(run) if asks_for_a_place(item) else SHARED,
        whole=item.config.get_verbosity() >= 2,
    )


def asks_for_a_place(item: pytest.Item) -> bool:
    """Whether the processes of a test meet by a name."""
    return bool(OF_A_PLACE.intersection(getattr(item, "fixturenames", ())))


def ungraded(item: pytest.Item) -> str | None:
    """The sentence for a test that cannot judge an answer behind the walls of this machine, None for all others.

    Test and answer are to meet by a name: no two networks do, and behind Landlock an answer may call nobody.
    """
    if not (item.config.getoption("--apart") and asks_for_a_place(item)):
        return None
    why = namespaces.reason_against() or ("" if walls.kind() == "bwrap" else walls.reason_against())
    return (
        f"This test cannot be graded here: its answer is to meet others by a name, and {why}."
        if why
        else None
    )


def _place(run: Run) -> Place:
    """The place that a test will have to itself, as far as that is known before it has been entered."""
    return Place(network=namespaces.reason_against() is None, folder=str(run.folder / NAMES))


def _enter(place: Place) -> None:
    """Make the place of this test, and enter it, in the process from which all others of the test are forked."""
    folder = Path(place.folder)
    folder.mkdir(mode=0o700)
    if place.network:
        namespaces.enter(folder)
    else:
        # An answer that runs apart may be another user's; the folder above is closed to others.
        folder.chmod(0o777)


def _settle(item: pytest.Item, run: Run) -> None:
    """Prepare this process for the test."""
    notes.begin(run.folder / "notes")
    files = (str(exercises.answer_file(run.exercise, item.config.stash[TREE])), str(run.exercise.test))
    settle.settle(run.folder, lambda file: file.startswith(files))
    if item.config.getoption("capture") == "no":
        os.dup2(run.speaker, 1)
        os.dup2(run.speaker, 2)
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    sys.breakpointhook = _no_breakpoint
    item.config.option.tbstyle = (
        "native"  # nobody sees it, and pytest's own style takes longer than most tests
    )


def _show_the_keeper(item: pytest.Item, run: Run, post: keeper.Post, channel: socket.socket) -> None:
    """Let the keeper hear clocks and deeds from here on, and see behind the walls of an answer that runs apart."""
    channel = socket.socket(fileno=wire.aside(channel.detach()))
    shown: list[int | None] = []
    if post.place.network:
        shown = [into_this_network(), os.open(post.place.folder, os.O_PATH | os.O_CLOEXEC)]
    unotify.send([*shown, unotify.tell(post.hears_deeds) if post.prove else None], channel)
    if post.is_apart and ungraded(item) is None:
        unotify.send(_start_apart(item, run, post.place, (channel.fileno(),)), channel)
    channel.close()


def _start_apart(item: pytest.Item, run: Run, place: Place, leaving: Container[int | None]) -> list[int]:
    """Start the answer apart; return the descriptors by which the keeper sees behind the walls."""
    folder = run.folder / untrusted.FOLDER
    folder.mkdir()
    if place.folder:
        os.umask(0)  # the answer may be another user, and is to use what the test makes in the folder of both
    file = exercises.answer_file(run.exercise, item.config.stash[TREE])
    item.stash[CHANNEL], others = proxy.begin(file, folder, leaving, place)
    return others


def _no_breakpoint(*arguments: object, **keywords: object) -> NoReturn:
    raise RuntimeError("breakpoint() needs a terminal: run this exercise again with `--unforked -s`.")
