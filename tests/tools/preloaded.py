"""Run commands of `kata` in forks of one process that has the package loaded: an import each costs more than the run.

multiprocessing's fork server is that process. A command has the standard descriptors, the working directory, the
environment and the exit status that it would have if it were started.
"""

from __future__ import annotations

import multiprocessing
import os
import select
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext
from typing import NoReturn

_one_at_a_time = threading.Lock()
"""Whoever starts a process looks whether others have ended, too, and a status can be read only once."""
LOADED = ["kata.command", "kata.why", "kata.why_output", "tests.tools.preloaded"]


class TooLong(Exception):
    """A command that was ended, for it took too long."""


def run(
    arguments: Sequence[str],
    folder: str,
    environment: Mapping[str, str],
    timeout: float,
    beside: Callable[[int], AbstractContextManager[object]] = lambda pid: nullcontext(),
) -> tuple[int, str]:
    """Run `kata` with these arguments in a fork; return its exit status and its output, of errors as well.

    beside: entered with the pid of the fork while it runs. Raises TooLong.
    """
    reader, writer = _forks().Pipe(duplex=False)
    process = _forks().Process(target=_become, args=(list(arguments), folder, dict(environment), writer))
    with _one_at_a_time:
        process.start()
    writer.close()
    assert process.pid is not None
    with reader, beside(process.pid):
        words = _read(reader, time.monotonic() + timeout)
        if words is None:
            process.kill()
        wait([process.sentinel])
    with _one_at_a_time:
        status = process.exitcode
    if words is None:
        raise TooLong(*arguments)
    assert status is not None
    return status, words.decode(errors="replace")


def end() -> None:
    """End the process that has the package loaded, and wait for it, so that what its forks have cost is counted."""
    forkserver._forkserver._stop()  # type: ignore[attr-defined]  # a later command starts another


def _forks() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    return context


def _read(reader: Connection, limit: float) -> bytes | None:
    """All that is written until the end; None if that does not come in time."""
    words = b""
    while select.select([reader], [], [], max(limit - time.monotonic(), 0))[0]:
        data = os.read(reader.fileno(), 1 << 16)
        if not data:
            return words
        words += data
    return None


def _become(arguments: list[str], folder: str, environment: dict[str, str], output: Connection) -> NoReturn:
    """Be the command `kata` with these arguments, and nothing else any more."""
    from kata.command import main

    for fd in (1, 2):
        os.dup2(output.fileno(), fd)
    output.close()
    sys.stdout, sys.stderr = (open(fd, "w", closefd=False) for fd in (1, 2))  # noqa: SIM115 - until it exits
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.exit(main(arguments))
