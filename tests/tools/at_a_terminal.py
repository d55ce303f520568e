"""Play a person at a terminal: start a program on a pseudo-terminal, type, and read the screen.

Tests wait for a text on the screen, never for a time; after PATIENCE seconds without it, they fail.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyte

from kata.learn.screen import CLEAR_BELOW, HOME_CURSOR

PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Seat:
    """A program on a terminal. said: all that it has written."""

    pid: int
    terminal: int
    screen: pyte.Screen
    stream: pyte.ByteStream
    said: bytearray


@contextlib.contextmanager
def seated(
    command: list[str], folder: Path, rows: int = 40, columns: int = 100, **environment: str
) -> Iterator[Seat]:
    """Run the command in the folder; kill it at the end if it has not ended by itself."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execvpe(command[0], command, os.environ | {"TERM": "xterm-256color"} | environment)
    screen = pyte.Screen(columns, rows)
    seat = Seat(pid, terminal, screen, pyte.ByteStream(screen), bytearray())
    resize(seat, rows, columns)
    try:
        yield seat
    finally:
        with contextlib.suppress(OSError):
            os.close(terminal)
        with contextlib.suppress(ChildProcessError, ProcessLookupError):
            if os.waitpid(pid, os.WNOHANG) == (0, 0):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def resize(seat: Seat, rows: int, columns: int) -> None:
    """Make the terminal another size; the program is told by SIGWINCH."""
    fcntl.ioctl(seat.terminal, termios.TIOCSWINSZ, struct.pack("4H", rows, columns, 0, 0))
    seat.screen.resize(rows, columns)


def type_(seat: Seat, keys: str) -> None:
    """Press keys."""
    os.write(seat.terminal, keys.encode())


def text(seat: Seat) -> str:
    """The text on the screen. `display` says the same, and measures the width of each character for it anew."""
    lines = (seat.screen.buffer[row] for row in range(seat.screen.lines))
    return "\n".join(
        "".join(line[column].data for column in range(seat.screen.columns)).rstrip() for line in lines
    ).rstrip()


def until(seat: Seat, *wanted: str, check: Callable[[str], bool] | None = None) -> str:
    """Read until all these texts are on the screen at once; return the whole screen, never half of one."""
    limit = time.monotonic() + PATIENCE
    while True:
        drawn = seat.said.rfind(CLEAR_BELOW.encode()) >= seat.said.rfind(HOME_CURSOR.encode())
        shown = text(seat) if drawn else ""
        if drawn and all(each in shown for each in wanted) and (check is None or check(shown)):
            return shown
        ready, _, _ = select.select([seat.terminal], [], [], max(limit - time.monotonic(), 0))
        assert ready, f"{wanted} did not appear on the screen:\n{text(seat)}"
        assert read(seat), f"the program ended before {wanted} appeared on the screen:\n{text(seat)}"


def read(seat: Seat) -> bool:
    """Take the output of the program; False if its terminal is closed."""
    try:
        data = os.read(seat.terminal, 1 << 16)
    except OSError:  # EIO: nobody has it open any more
        return False
    seat.said.extend(data)
    seat.stream.feed(data)
    return bool(data)


def ended(seat: Seat) -> int:
    """Read to the end of the program; return its exit status."""
    while read(seat):
        pass
    return os.waitstatus_to_exitcode(os.waitpid(seat.pid, 0)[1])
