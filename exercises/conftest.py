"""The other side of an exercise, played by its tests."""

import os
import signal
import traceback
from collections.abc import Callable, Iterator

import pytest


@pytest.fixture
def peer() -> Iterator[Callable[..., int]]:
    """Run `peer(function, *arguments)` in a forked process; its pid is returned, for `os.waitpid`.

    The process exits with status 0 when the function returns and with status 1 when it raises. It has
    copies of all descriptors of the test: the function closes those that it does not use. A peer that the
    test has not waited for by its end is killed.
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
            pass  # the test, or the answer, has waited for it


@pytest.fixture
def drip(peer: Callable[..., int]) -> Callable[[bytes], int]:
    """`drip(data)` returns the read end of a pipe out of which the data come a byte at a time, then the end.

    The kernel keeps the bytes apart in a pipe with O_DIRECT (pipe(2)): each read gets one, however late it
    comes. Where there is no such pipe, the bytes are written one by one and may run together.
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
