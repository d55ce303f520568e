"""The process in which an answer runs, as its test sees it from outside: proc_pid_status(5), signal(7).

It is the process of the test itself, or another one if the answer runs apart. A signal of the exercise must reach
the answer, so tests send it to this process, and look there at the masks and children that only the kernel tells.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kata.kernel import descriptors, edges, limits, proc, procfs, tree
from kata.kernel.signals import members
from kata.kernel.syscalls import decode
from kata.runner.state import CHANNEL

A_MOMENT = 0.0005  # seconds from one look at a process that is about to stop or to sleep to the next
LOOKS = 200  # until it sleeps


@dataclass(frozen=True)
class Running:
    """The process of an answer, by the pid under which its test and the test's peers know it.

    Its masks are empty where the kernel does not show them.
    """

    pid: int

    def send(self, number: int) -> None:
        """Send it a signal. Raises ProcessLookupError if it has gone."""
        os.kill(self.pid, number)

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        """A stop, so that what is done to it meanwhile comes at once: it is continued at the end.

        SIGSTOP is only asked for when kill(2) returns: a call that gets its data before its thread has seen the signal
        returns with it. So the threads are looked at until the kernel says that all of them have stopped.
        Raises ProcessLookupError if it has gone.
        """
        self.send(signal.SIGSTOP)
        try:
            while tree.ON_LINUX and any(self._may_run(tid) for tid in procfs.threads(self.pid)):
                time.sleep(A_MOMENT)
            yield
        finally:
            self.send(signal.SIGCONT)

    def catches(self, number: int) -> bool:
        """Whether it has a handler for this signal."""
        return number in self._mask("SigCgt")

    def ignores(self, number: int) -> bool:
        return number in self._mask("SigIgn")

    def blocks(self, number: int) -> bool:
        """Whether its first thread blocks this signal.

        While it sleeps in sigwait, the kernel takes what it waits for out of the mask that it shows: signal(7) wants
        that to be blocked before, so it counts as blocked.
        """
        return number in self._mask("SigBlk") | self._waited_for()

    def owes(self, number: int) -> bool:
        """Whether this signal has come and waits until it is no longer blocked."""
        return number in self._mask("SigPnd") | self._mask("ShdPnd")

    def sleeps_in(self) -> list[str]:
        """The names of the calls in which its threads sleep, "?" for one that is at work."""
        passes = proc.asleep([self.pid]) or ()
        return [call.name if (call := decode(line)) else "?" for _, _, _, line, _ in passes]

    def time_limit(self) -> float | None:
        """The time limit, in seconds, of the call in which its first thread sleeps; None if it has none.

        It is looked at until it sleeps; None as well if it never seems to, or where that is not shown.
        """
        for _ in range(LOOKS if tree.ON_LINUX else 0):
            for _, tid, _, line, _ in proc.asleep([self.pid]) or ():
                call = decode(line)
                if tid == self.pid and call:
                    return None if call.endless else limits.ends(tid, call, 0.0)[1] or None
            time.sleep(A_MOMENT)
        return None

    def threads(self) -> int:
        """The number of its threads; one where the kernel does not show them."""
        return len(procfs.threads(self.pid)) if tree.ON_LINUX else 1

    def watches_edges(self) -> bool:
        """Whether an epoll of it watches something by edges (EPOLLET); yes where the kernel does not show that."""
        try:
            return not tree.ON_LINUX or edges.are_watched(self.pid)
        except PermissionError:
            return True

    def children(self) -> list[Running]:
        """Its children, zombies as well, in the order of their birth."""
        return [Running(pid) for pid in tree.children(self.pid)]

    def _may_run(self, tid: int) -> bool:
        with contextlib.suppress(OSError):
            _, fields = procfs.stat(self.pid, tid)
            return fields[0] not in "TtZX"  # stopped, traced, or ended: proc_pid_stat(5)
        return False

    def _waited_for(self) -> set[int]:
        for _, tid, _, line, _ in proc.asleep([self.pid]) or () if tree.ON_LINUX else ():
            call = decode(line)
            if tid == self.pid and call and call.name == "rt_sigtimedwait":
                return members(int.from_bytes(descriptors.memory(tid, call.arguments[0], 8), sys.byteorder))
        return set()

    def _mask(self, name: str) -> set[int]:
        if not tree.ON_LINUX:
            return set()
        return members(int(procfs.status(self.pid, name)[0], 16))


@pytest.fixture
def process(request: pytest.FixtureRequest) -> Running:
    """The process in which the answer runs: `process.send(number)` sends it a signal, `with process.stopped():`
    stops it for what is to come at once, and `process.catches(number)`, `.ignores`, `.blocks` and `.owes` tell how it
    takes one; `.children()` are its children, with the same methods."""
    channel = request.node.stash.get(CHANNEL, None)
    return Running(os.getpid() if channel is None else channel.host)
