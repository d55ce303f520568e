"""Start the process of an answer that runs apart, behind walls, and wait until they stand."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Container, Iterable
from pathlib import Path
from typing import Any

from kata.facts import SHARED, Place
from kata.kernel import tree
from kata.sandbox import pids, walls, wire
from kata.sandbox.channel import Channel, meet, note_pair, standard

PATIENCE = 20  # seconds for a sandbox to be built


def start(
    file: Path, folder: Path, leaving: Container[int | None] = (), place: Place = SHARED
) -> tuple[Channel, list[int]]:
    """Build the sandbox around an answer that is not loaded yet.

    Returns the channel and descriptors: a netlink socket that shows the network of the sandbox, and the folders in it,
    if they are in memory there; the folder for notes is the first. folder: an empty one, for the files of the answer's
    process. leaving: descriptors that will be closed before the test begins. place: that of the test, which the answer
    shares. Raises walls.NoSandbox.
    """
    ours, theirs = socket.socketpair()
    ends = (ours.fileno(), theirs.fileno())
    taken = [fd for fd in wire.open_numbers() if fd > 2 and fd not in ends and fd not in leaving]
    ours = socket.socket(fileno=wire.aside(ours.detach()))
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    first = _begun(file, folder, theirs.fileno(), taken, place)
    theirs.close()
    channel = Channel(ours, file, frozenset(taken), folder, first=first)
    ours.settimeout(PATIENCE)
    greeting, fds = meet(channel)
    ours.settimeout(None)
    channel.kept = frozenset(greeting["own"])
    channel.standard = standard(channel.host)
    channel.threads = frozenset(tree.threads(channel.host))
    if len(fds) > 1:
        channel.folder = Path(f"/proc/self/fd/{wire.aside(os.dup(fds[1]))}")
    channel.walls = tuple(pids.walls(first)) if walls.kind() == "bwrap" else ()
    note_pair(channel)
    return channel, fds


def _begun(file: Path, folder: Path, end: int, taken: Iterable[int], place: Place) -> int:
    """Start a host for the answer behind walls; the pid of the first process there. end: of the channel."""
    user = walls.of_its_own()
    if user is not None:
        os.chown(folder, user, user)
    rules = walls.rules(user) if walls.kind() == "bwrap" else None
    behind: dict[str, Any] = {}
    if walls.kind() == "bwrap":
        command = walls.command(file, folder, end, user, taken, rules, place)
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
