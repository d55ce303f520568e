"""Lanes: keepers that are there already, and keep one test after the other, a fork of theirs each.

A keeper for one test costs a fork of pytest, and a copy of each page that it touches. One that has kept a test can keep
the next: all that the test has started is gone, and no answer has ever been in this process. Not so one that holds more
than it held before.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
from _signal import pthread_sigmask  # type: ignore[import-not-found] # as in `tree`
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

from kata.agent import texts
from kata.course.exercises import answer_file
from kata.kernel import tree
from kata.runner import keeper
from kata.runner.forking import forked
from kata.runner.state import BASE, ENDLESS, EXERCISE, TREE, Run
from kata.sandbox import wire

LONGEST = 1 << 16  # bytes of an order
PASSED, FAILED, AGAIN = b"0", b"1", b"+"  # AGAIN behind one of the others: the lane can take another test
MOST = 100  # tests that one keeper keeps: what it has learnt of hangs stays in its memory, which each fork copies

Work = Callable[[Run, Sequence[str]], None]
"""A function that is called in the process of a test, and runs it. files: as they were given to `begin`."""


@dataclass(frozen=True, eq=False)
class Lane:
    """A keeper of many tests. link: to it, for orders and their ends. items: the tests that it knows."""

    pid: int
    link: socket.socket
    items: Sequence[pytest.Item]


def opened(items: Sequence[pytest.Item], others: Iterable[int], work: Work) -> Lane:
    """Fork for a lane. others: the descriptors of this process that are not the lane's."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            for fd in (ours.detach(), *others):
                os.close(fd)
            # As asyncio has done already, from Python 3.12 on and where it is imported:
            signal.set_wakeup_fd(-1)
            _keep_all(theirs, items, work)
        finally:
            os._exit(1)
    theirs.close()
    return Lane(pid, ours, items)


def begin(lane: Lane, run: Run, files: Sequence[str] = ()) -> None:
    """Let the keeper of a lane begin with a test. files: for the process of the test."""
    config = run.item.config
    order = {
        "item": next(place for place, item in enumerate(lane.items) if item is run.item),
        "folder": str(run.folder),
        "tree": None if config.stash[TREE] is None else str(config.stash[TREE]),
        "base": config.stash[BASE],
        "endless": config.stash[ENDLESS],
        "files": [*files],
        "texts": _texts(answer_file(run.exercise, config.stash[TREE])),
    }
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it was killed, as `ended` says
        socket.send_fds(lane.link, [json.dumps(order).encode() + b"\n"], [run.reader, run.speaker])


def _texts(file: Path) -> dict[str, str | None]:
    """The text of an answer as this run has read it, by its file; none if it cannot be read, as the test will say."""
    try:
        text = texts.take(file)
    except OSError:
        return {}
    return {str(file): None if text is None else text.decode("latin-1")}


def ended(lane: Lane, within: float | None = None) -> tuple[int, bool]:
    """Wait until the test is over; its exit status as its keeper sees it, and whether the lane can take another test.

    The status is 1 if the test gave no reports, and negative if the keeper was killed. A lane that can take no other is
    closed. within: seconds, after which it is killed.
    """
    told = b""
    with contextlib.suppress(ConnectionResetError):
        if within is None or select.select([lane.link], [], [], within)[0]:
            told = lane.link.recv(2)
        else:
            os.kill(lane.pid, signal.SIGKILL)
    if told.endswith(AGAIN):
        return int(told[:1]), True
    status = close(lane)
    return (int(told) if told else status), False


def close(lane: Lane) -> int:
    """End a lane that has no test, and wait for that; its exit status, 1 where somebody else has taken it."""
    lane.link.close()
    with contextlib.suppress(ChildProcessError):  # SIGCHLD may be ignored here
        return os.waitstatus_to_exitcode(os.waitpid(lane.pid, 0)[1])
    return 1


def _keep_all(link: socket.socket, items: Sequence[pytest.Item], work: Work) -> NoReturn:
    """Keep tests as they are ordered. Signals are blocked for good, so that none of a test comes at the next."""
    if tree.ON_LINUX:
        tree.become_subreaper()
    mask = pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    for left in reversed(range(MOST)):
        before = wire.open_numbers()
        order, (reader, speaker) = _order(link)
        run = _ordered(order, items, reader, speaker)
        gc.disable()  # to look through what was made for one test costs more than it takes
        test, post = forked(run, mask)
        if not test:
            link.close()
            gc.enable()
            work(run, order["files"])
            os._exit(0)
        passed = keeper.look_after(test, post)
        os.close(reader)
        os.close(speaker)
        gc.enable()
        can_go_on = bool(left) and wire.open_numbers() == before
        link.send((PASSED if passed else FAILED) + (AGAIN if can_go_on else b""))
        if not can_go_on:
            break
    os._exit(0)


def _order(link: socket.socket) -> tuple[dict[str, Any], Iterable[int]]:
    """Wait for the next order, a line of JSON with two descriptors; exit if there will be none."""
    data, fds, _, _ = socket.recv_fds(link, LONGEST, 2)
    while data and not data.endswith(b"\n"):
        data += link.recv(LONGEST)
    if not data:
        os._exit(0)
    return json.loads(data), fds


def _ordered(order: dict[str, Any], items: Sequence[pytest.Item], reader: int, speaker: int) -> Run:
    item = items[order["item"]]
    stash = item.config.stash
    stash[TREE] = None if order["tree"] is None else Path(order["tree"])
    stash[BASE], stash[ENDLESS] = order["base"], order["endless"]
    told = order["texts"].items()
    texts.begin({file: None if text is None else text.encode("latin-1") for file, text in told})
    return Run(item, item.stash[EXERCISE], Path(order["folder"]), reader, -1, speaker)
