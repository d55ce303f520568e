"""Lanes of a held session: keepers that are there already, and keep one test after the other.

A keeper costs a fork of pytest, and a copy of each page that it touches. One that has kept a test can keep the next:
all that the test has started is gone, and no answer has ever been in this process. Not so a keeper that has entered a
place of the test's own, for nobody leaves a namespace again, nor one that holds more than it held before.
"""

from __future__ import annotations

import array
import contextlib
import gc
import json
import os
import signal
import socket
from _signal import pthread_sigmask  # type: ignore[import-not-found] # as in `tree`
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

from kata.facts import SHARED
from kata.kernel import tree
from kata.runner import keeper
from kata.runner.forking import forked
from kata.runner.state import BASE, ENDLESS, EXERCISE, TREE, Run

LONGEST = 1 << 16  # bytes of an order
AGAIN, NO_MORE = b"+", b"-"
MOST = 100  # tests that one keeper keeps: what it has learnt of hangs stays in its memory, which each fork copies


@dataclass(frozen=True, eq=False)
class Lane:
    """A keeper of a held session. link: to it, for orders and their ends."""

    pid: int
    link: socket.socket


def opened(items: Sequence[pytest.Item], others: Iterable[int], run_the_test: Callable[[Run], None]) -> Lane:
    """Fork for a lane. items: of the session. others: the descriptors of this process that are not the lane's.

    run_the_test: is called in the process of each test, which ends with it.
    """
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            for fd in (ours.detach(), *others):
                os.close(fd)
            signal.set_wakeup_fd(
                -1
            )  # as asyncio has done already, from Python 3.12 on and where it is imported
            _keep_all(theirs, items, run_the_test)
        finally:
            os._exit(1)
    theirs.close()
    return Lane(pid, ours)


def begin(lane: Lane, run: Run, place: int) -> None:
    """Let the keeper of a lane begin with a test. place: of its item in the session."""
    config = run.item.config
    order = {
        "item": place,
        "folder": str(run.folder),
        "tree": None if config.stash[TREE] is None else str(config.stash[TREE]),
        "base": config.stash[BASE],
        "endless": config.stash[ENDLESS],
    }
    rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [run.reader, run.speaker]))
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it was killed, as `has_ended` says
        lane.link.sendmsg([json.dumps(order).encode() + b"\n"], [rights])


def goes_on(lane: Lane) -> bool:
    """Wait until the test is over, and return whether the lane can take another; if not, wait for its end."""
    with contextlib.suppress(ConnectionResetError):
        if lane.link.recv(1) == AGAIN:
            return True
    close(lane)
    return False


def close(lane: Lane) -> None:
    """End a lane that has no test, and wait for that."""
    lane.link.close()
    os.waitpid(lane.pid, 0)


def _keep_all(
    link: socket.socket, items: Sequence[pytest.Item], run_the_test: Callable[[Run], None]
) -> NoReturn:
    """Keep tests as they are ordered. Signals are blocked for good, so that none of a test comes at the next."""
    if tree.ON_LINUX:
        tree.become_subreaper()
    mask = pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    for left in reversed(range(MOST)):
        before = _held()
        data, (reader, speaker) = _order(link)
        run = _ordered(json.loads(data), items, reader, speaker)
        gc.disable()  # to look through what was made for one test costs more than it takes
        test, post = forked(run, mask)
        if not test:
            link.close()
            gc.enable()
            run_the_test(run)
            os._exit(0)
        keeper.look_after(test, post)
        os.close(reader)
        os.close(speaker)
        gc.enable()
        can_go_on = left and post.place == SHARED and _held() == before
        link.send(AGAIN if can_go_on else NO_MORE)
        if not can_go_on:
            break
    os._exit(0)


def _order(link: socket.socket) -> tuple[bytes, Iterable[int]]:
    """Wait for the next order, a line of JSON with two descriptors; exit if there will be none."""
    data, fds, _, _ = socket.recv_fds(link, LONGEST, 2)
    while data and not data.endswith(b"\n"):
        data += link.recv(LONGEST)
    if not data:
        os._exit(0)
    return data, fds


def _ordered(order: dict[str, Any], items: Sequence[pytest.Item], reader: int, speaker: int) -> Run:
    item = items[order["item"]]
    stash = item.config.stash
    stash[TREE] = None if order["tree"] is None else Path(order["tree"])
    stash[BASE], stash[ENDLESS] = order["base"], order["endless"]
    return Run(item, item.stash[EXERCISE], Path(order["folder"]), reader, -1, speaker)


def _held() -> set[str]:
    """The numbers of all descriptors that are open here."""
    return set(os.listdir("/dev/fd"))
