"""Fork for a test: the parent becomes its keeper, the child runs it."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Container
from typing import NoReturn

import pytest

from kata.agent import notes, settle
from kata.course import exercises
from kata.kernel import tree, unotify
from kata.runner import keeper
from kata.runner.shim import limit_of
from kata.runner.state import AGAINST, BASE, CHANNEL, TREE, Run
from kata.sandbox import proxy, untrusted, wire

OF_DEEDS = {"evidence", "hold", "once_asleep", "peer_once_asleep", "changed", "lost", "failing", "killed"}
"""The fixtures of tests that ask what their answer does."""


def fork_the_test(run: Run) -> None:
    """Make this fork of pytest the keeper of the test; return only in its child, which runs the test.

    The sooner the better: of all that this process touches, a page must be copied, and for the test once more.
    """
    os.close(run.writer)
    if tree.ON_LINUX:
        tree.become_subreaper()
    ours, theirs = socket.socketpair()
    post = _post(run.item, run, ours)
    run.kept = post, theirs
    old = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    test = os.fork()
    if test:
        theirs.close()
        keeper.keep(test, post)
    ours.close()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, old)
    os.close(run.reader)


def prepare(item: pytest.Item, run: Run) -> None:
    """Prepare this process for its test; fork first, where that has not been done yet."""
    if run.kept is None:
        fork_the_test(run)
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
        whole=item.config.get_verbosity() >= 2,
    )


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
    unotify.send([unotify.tell(post.hears_deeds) if post.prove else None], channel)
    if post.is_apart:
        unotify.send(_start_apart(item, run, (channel.fileno(),)), channel)
    channel.close()


def _start_apart(item: pytest.Item, run: Run, leaving: Container[int | None]) -> list[int]:
    """Start the answer apart; return the descriptors by which the keeper sees behind the walls."""
    folder = run.folder / untrusted.FOLDER
    folder.mkdir()
    file = exercises.answer_file(run.exercise, item.config.stash[TREE])
    item.stash[CHANNEL], others = proxy.begin(file, folder, leaving)
    return others


def _no_breakpoint(*arguments: object, **keywords: object) -> NoReturn:
    raise RuntimeError("breakpoint() needs a terminal: run this exercise again with `--unforked -s`.")
