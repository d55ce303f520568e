"""The other side of an exercise, played by its tests."""

import os
import signal
import traceback
from collections.abc import Callable, Iterator
from types import FrameType

import pytest

A_MOMENT = 0.05  # seconds


@pytest.fixture
def peer() -> Iterator[Callable[..., int]]:
    """`peer(function, *arguments)` runs the function in a forked process and returns its pid, for `os.waitpid`.

    The process exits with status 0 when the function returns and with status 1 when it raises. It has
    copies of all descriptors of the test; the function must close those that it does not use. A peer that
    the test has not waited for is killed at the end.
    """
    pids = []

    def start(function: Callable[..., object], *arguments: object) -> int:
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                function(*arguments)
                status = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(status)
        pids.append(pid)
        return pid

    yield start
    for pid in pids:
        try:
            if os.waitpid(pid, os.WNOHANG) == (0, 0):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        except ChildProcessError:
            pass  # the test or the answer has waited for it


@pytest.fixture
def drip(peer: Callable[..., int]) -> Callable[[bytes], int]:
    """`drip(data)` returns the read end of a pipe that gives the data a byte at a time, then the end of file.

    In a pipe with O_DIRECT (pipe(2)) the kernel keeps the bytes apart: each read gets one, however late it is.
    Where there is no such pipe, the bytes are written one by one, and a read may get several.
    """

    def start(data: bytes) -> int:
        reader, writer = os.pipe2(os.O_DIRECT) if hasattr(os, "pipe2") else os.pipe()

        def write() -> None:
            os.close(reader)
            for byte in data:
                os.write(writer, bytes([byte]))

        peer(write)
        os.close(writer)
        return reader

    return start


@pytest.fixture
def once_called(
    if_at_work: Callable[[FrameType | None, Callable[[], object]], bool],
) -> Iterator[Callable[[Callable[[], object]], None]]:
    """`once_called(function)` calls the function when the answer has been at work for a moment.

    So an answer that looks only once finds nothing: it must wait. The alarm rings again until it interrupts a
    function of the answer, so the order holds on a slow machine, too.
    """

    def start(function: Callable[[], object]) -> None:
        def ring(signum: int, frame: FrameType | None) -> None:
            if not if_at_work(frame, function):
                signal.setitimer(signal.ITIMER_REAL, A_MOMENT)

        signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, A_MOMENT)

    yield start
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
