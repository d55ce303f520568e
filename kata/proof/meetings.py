"""Waits for somebody who comes by a name: to open the other end of a FIFO, to accept a connection."""

from __future__ import annotations

from collections.abc import Iterator

from kata.facts import Call, Opening, Process, Thread
from kata.proof.ends import is_at_home, is_private
from kata.proof.scene import Scene, is_timed


def may_be_opened(opening: Opening, scene: Scene) -> bool:
    """Whether somebody outside may open the other end of a FIFO: he finds it by its name, or has it open already."""
    found = opening.named and not is_private(opening.path, opening.device, scene.outside.place)
    held = ("fifo", opening.inode) in scene.outside.holds or scene.outside.hidden
    return found or (scene.is_open and held)


def connect(process: Process, thread: Thread, call: Call, scene: Scene) -> Iterator[str]:
    """A Unix socket that is full has room again when one that holds it accepts, and in no other way: unix(7).

    Any other connection is a matter of the network, which tries again and gives up by itself: tcp(7). The socket is
    known by its address alone, under which there may have been another one when the call was made: so nobody outside
    may be able to have it.
    """
    listener = scene.snapshot.sockets.get(thread.callee)
    calling = next((d for d in process.descriptors if d.fd == call.fd), None)
    holders = [d for p in scene.snapshot.processes for d in p.descriptors if d.inode == thread.callee]
    if listener is None or calling is None or not any(d.kind == "socket" for d in holders):
        yield f"thread {thread.tid} waits for a connection that others may bring about"
    elif not is_at_home(listener, scene.outside.place) or ("socket", listener.inode) in scene.outside.holds:
        yield f"somebody outside may accept the connection of thread {thread.tid}"
    elif is_timed(calling.inode, scene):
        yield f"socket {call.fd} of process {process.pid} has a time limit"
