"""The channel between a test and an answer that runs apart: who is at its other end."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import struct
import weakref
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kata.agent.guard import Ended
from kata.agent.notes import note
from kata.sandbox import walls, wire
from kata.sandbox.pids import number_inside, own_filters

PATIENCE = 1.0  # seconds for a process to exit that has closed its end
CREDENTIALS = struct.Struct("=iII")  # struct ucred: pid, user, group; unix(7)


@dataclass
class Channel:
    """The test's end of the channel.

    threads: those of the host itself. folder: where it has written its notes. kept: descriptors that the host keeps.
    standard: those of the host below 3, as /proc has them. own: those of this process that never cross. calling:
    whether the answer is at work. heard: what has come while a signal was handled. forking: the channel of the copy,
    while this process forks.
    """

    link: socket.socket
    file: Path
    own: frozenset[int]
    folder: Path
    host: int = 0
    first: int = 0
    threads: frozenset[int] = frozenset()
    kept: frozenset[int] = frozenset()
    standard: tuple[str, ...] = ()
    calling: bool = False
    heard: dict[str, Any] | None = None
    forking: socket.socket | None = None
    walls: tuple[int, ...] = ()
    sockets: weakref.WeakValueDictionary[int, socket.socket] = field(
        default_factory=weakref.WeakValueDictionary
    )
    in_files: list[socket.socket] = field(default_factory=list)
    """The sockets of which somebody has a file object: that would keep them, if both sides were one process."""


def note_pair(channel: Channel) -> None:
    """Note for the keeper which process is the answer of this test."""
    link = channel.link.fileno()
    known = {"host": channel.host, "inside": inside(channel.host), "filters": own_filters()}
    note("apart", **known, link=link, walls=channel.walls, file=str(channel.file))


def inside(pid: int) -> int | None:
    """The pid that a process of the answer has inside its walls."""
    return number_inside(pid, pid, own_filters())


def meet(channel: Channel) -> tuple[dict[str, Any], list[int]]:
    """Receive the greeting of the host and its descriptors; the kernel adds the pid of the sender."""
    try:
        data, ancillary, _, _ = channel.link.recvmsg(wire.LENGTH.size, 1024)
        (size,) = wire.LENGTH.unpack(data)
        greeting = wire.exactly(channel.link, min(size, 1 << 16))
    except (OSError, struct.error, wire.Foul) as error:
        raise walls.NoSandbox(
            f"The sandbox for the answer could not be built: {error or 'it has ended'}."
        ) from None
    fds: list[int] = []
    for _, kind, content in ancillary:
        if kind == socket.SCM_CREDENTIALS:
            channel.host = CREDENTIALS.unpack(content)[0]
        elif kind == socket.SCM_RIGHTS:
            fds += [number for (number,) in struct.iter_unpack("i", content)]
    if not fds or b"ready" not in greeting:
        told = greeting.decode(errors="replace")
        raise walls.NoSandbox(f"The sandbox for the answer could not be built: {told}")
    channel.link.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
    return json.loads(greeting), [wire.aside(fd) for fd in fds]


def ended(channel: Channel) -> Ended:
    """An exception that says how the process of the answer has ended; with both reasons where that is not known."""
    number, status = _ending(channel.first)
    if number:
        name = signal.Signals(number).name if number in {*signal.Signals} else f"signal {number}"
        reason = "did it send a signal to its own process or group?"
        return Ended(f"The process of the answer was killed by {name}: {reason}")
    reason = "was os._exit or an exec called outside of a child?"
    if status is not None:
        return Ended(f"The process of the answer has exited with status {status}: {reason}")
    return Ended(f"The process of the answer has ended: by a signal, or {reason}")


def _ending(first: int) -> tuple[int, int | None]:
    """The signal that has killed the first process behind the walls, 0 for none, and its status, None if not known.

    bubblewrap exits as a shell does when its command has: with its status, or with 128 and the number of a signal.
    """
    try:
        fd = os.pidfd_open(first)
        exited = select.select([fd], [], [], PATIENCE)[0]
        os.close(fd)
        known = os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT) if exited else None
    except OSError:  # it belongs to the process of which this one is a copy
        return 0, None
    if known is None:
        return 0, None
    if known.si_code != os.CLD_EXITED:
        return known.si_status, None
    by_signal = walls.kind() == "bwrap" and known.si_status - 128 in {*signal.Signals}
    return (known.si_status - 128, None) if by_signal else (0, known.si_status)


def standard(host: int) -> tuple[str, ...]:
    """The files behind stdin, stdout and stderr of a host, empty for one that is closed."""
    return tuple(_link(f"/proc/{host}/fd/{fd}") for fd in range(3))


def _link(path: str) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return ""
