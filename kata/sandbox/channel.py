"""The channel between a test and an answer that runs apart: who is at its other end."""

from __future__ import annotations

import json
import socket
import struct
import weakref
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kata.agent.notes import note
from kata.sandbox import walls, wire
from kata.sandbox.pids import number_inside, own_filters

CREDENTIALS = struct.Struct("=iII")  # struct ucred: pid, user, group; unix(7)


@dataclass
class Channel:
    """The test's end of the channel.

    threads: those of the host itself. folder: where it has written its notes. kept: descriptors that the host keeps.
    own: those of this process that never cross. calling: whether the answer is at work. heard: what has come while a
    signal was handled. forking: the channel of the copy, while this process forks.
    """

    link: socket.socket
    file: Path
    own: frozenset[int]
    folder: Path
    host: int = 0
    first: int = 0
    threads: frozenset[int] = frozenset()
    kept: frozenset[int] = frozenset()
    calling: bool = False
    heard: dict[str, Any] | None = None
    forking: socket.socket | None = None
    walls: tuple[int, ...] = ()
    sockets: weakref.WeakValueDictionary[int, socket.socket] = field(
        default_factory=weakref.WeakValueDictionary
    )


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
