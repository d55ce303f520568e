"""The channel between a test and an answer that runs apart: start the process at the other end, and greet it."""

from __future__ import annotations

import json
import os
import socket
import struct
import subprocess
import weakref
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kata.agent.notes import note
from kata.kernel import tree
from kata.sandbox import pids, walls, wire
from kata.sandbox.pids import number_inside, own_filters

CREDENTIALS = struct.Struct("=iII")  # struct ucred: pid, user, group; unix(7)
PATIENCE = 20  # seconds for a sandbox to be built


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


def start(file: Path, folder: Path, leaving: Container[int | None] = ()) -> tuple[Channel, list[int]]:
    """Build the sandbox around an answer that is not loaded yet.

    Returns the channel and descriptors: a netlink socket that shows the network of the sandbox, and the folders in it,
    if they are in memory there; the folder for notes is the first. folder: an empty one, for the files of the answer's
    process. leaving: descriptors that will be closed before the test begins. Raises walls.NoSandbox.
    """
    ours, theirs = socket.socketpair()
    ends = (ours.fileno(), theirs.fileno())
    taken = [fd for fd in wire.open_numbers() if fd > 2 and fd not in ends and fd not in leaving]
    ours = socket.socket(fileno=wire.aside(ours.detach()))
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    first = _begun(file, folder, theirs.fileno(), taken)
    theirs.close()
    channel = Channel(ours, file, frozenset(taken), folder, first=first)
    ours.settimeout(PATIENCE)
    greeting, fds = meet(channel)
    ours.settimeout(None)
    channel.kept = frozenset(greeting["own"])
    channel.threads = frozenset(tree.threads(channel.host))
    if len(fds) > 1:
        channel.folder = Path(f"/proc/self/fd/{wire.aside(os.dup(fds[1]))}")
    channel.walls = tuple(pids.walls(first)) if walls.kind() == "bwrap" else ()
    note_pair(channel)
    return channel, fds


def _begun(file: Path, folder: Path, end: int, taken: Iterable[int]) -> int:
    """Start a host for the answer behind walls; the pid of the first process there. end: of the channel."""
    user = walls.of_its_own()
    if user is not None:
        os.chown(folder, user, user)
    rules = walls.rules(user) if walls.kind() == "bwrap" else None
    behind: dict[str, Any] = {}
    if walls.kind() == "bwrap":
        command = walls.command(file, folder, end, user, taken, rules)
    else:
        command = walls.bare_command(file, folder, end, user, taken)
        behind = {"cwd": _room(folder, user), "start_new_session": True}
    kept = [] if rules is None else [rules]
    environment = {"PATH": os.environ.get("PATH", os.defpath)}
    begun = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, pass_fds=[end, *kept], env=environment, **behind
    )
    for fd in kept:
        os.close(fd)
    begun.returncode = 0  # it is waited for by nobody: the keeper ends it
    return begun.pid


def _room(folder: Path, user: int | None) -> Path:
    """Make a working directory in the one folder that an answer behind Landlock may write to."""
    room = folder / "work"
    room.mkdir()
    if user is not None:
        os.chown(room, user, user)
        for parent in (folder.parent, room):
            parent.chmod(0o755)
    return room


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
