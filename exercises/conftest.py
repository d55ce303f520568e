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
