"""Run the other side of an exercise in a process that the test starts and the answer cannot wait for.

A peer is a grandchild whose parent has gone. So the `wait` of an answer, which runs in the process of the test, finds
only children that the answer has made itself.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import struct
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from kata.agent import reporter
from kata.sandbox.wire import aside

NUMBER = struct.Struct("=i")


@dataclass(frozen=True)
class Peer:
    """A process of the test.

    told: a descriptor that gives its exit status, or only the end of file if a signal has ended it.
    """

    pid: int
    told: int

    def wait(self) -> int | None:
        """Wait until it ends; return its exit status, None if a signal has ended it. May be called once."""
        status = os.read(self.told, 1)
        return status[0] if status else None


@pytest.fixture
def peer() -> Iterator[Callable[..., Peer]]:
    """Run `peer(function, *arguments)` in a process of its own; `.pid` and `.wait()` tell of it.

    The process exits with status 0 when the function returns and with status 1 when it raises. It has copies of all
    descriptors of the test: the function closes those that it does not use. Peers that are still there when the test is
    over are killed.
    """
    peers: list[Peer] = []

    def start(function: Callable[..., object], *arguments: object) -> Peer:
        peers.append(_started(function, arguments))
        return peers[-1]

    yield start
    for each in peers:
        if not select.select([each.told], [], [], 0)[0]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each.pid, signal.SIGKILL)
        os.close(each.told)
    for each in peers:
        _wait_until_gone(each.pid)


def _wait_until_gone(pid: int) -> None:
    """Wait for a peer that exits, or has been killed: on a busy machine, that takes longer than to say so."""
    if sys.platform == "linux":
        with contextlib.suppress(ProcessLookupError):
            pidfd = os.pidfd_open(pid)
            select.select([pidfd], [], [])
            os.close(pidfd)


def _started(function: Callable[..., object], arguments: tuple[object, ...]) -> Peer:
    told, tells = map(aside, os.pipe())
    reporter.be_silent(True)  # the process in between is no child of the story
    between = os.fork()
    if between == 0:
        reporter.be_silent(False)
        if os.fork() == 0:
            os.close(told)
            os.write(tells, NUMBER.pack(os.getpid()))
            _run(function, arguments, tells)
        os._exit(0)
    reporter.be_silent(False)
    os.close(tells)
    os.waitpid(between, 0)
    (pid,) = NUMBER.unpack(os.read(told, NUMBER.size))
    return Peer(pid, told)


def _run(function: Callable[..., object], arguments: tuple[object, ...], tells: int) -> None:
    pid, status = os.getpid(), 1
    try:
        function(*arguments)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        if (
            os.getpid() == pid
        ):  # a forked child of an answer that comes back here must not report for this process
            with contextlib.suppress(BrokenPipeError):  # the test has gone before
                os.write(tells, bytes([status]))
        os._exit(status)
