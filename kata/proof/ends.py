"""Ends of a wait on a descriptor: brought about by processes of the tree alone, or by strangers as well.

In the sealed world everybody is in the tree, and only what leads out of it matters: an address or a path does, unless
the tree has a network or a folder of its own. In the open world all that has a name can be reached, and each copy of an
end that somebody outside holds is one too many.
"""

from __future__ import annotations

import os
import re

from kata.facts import Descriptor, Outside, Place, Snapshot, Socket, World

OF_MULTIPROCESSING = re.compile(
    r"/pymp-[^/]+/(listener|sock)-[^/]+$"
)  # multiprocessing.connection.arbitrary_address


def only_inside(descriptor: Descriptor, snapshot: Snapshot, world: World, outside: Outside) -> bool:
    """Whether everyone who could end a wait on this descriptor is in the tree (or gone for good)."""
    kind, inode = descriptor.kind, descriptor.inode
    if (kind, inode) in outside.holds:
        return False
    if kind == "signalfd":
        return world == "sealed"
    if kind == "timerfd":
        return True
    if kind == "pidfd":
        return any(process.pid == inode for process in snapshot.processes)
    if kind == "eventfd":
        return inode > 0
    if kind == "pipe":
        return _other_end_inside(descriptor, snapshot, world, outside)
    if kind == "fifo":  # somebody may have opened it while it had a name
        unseen = world == "open" and outside.hidden
        found = bool(descriptor.path) and not is_private(descriptor.path, descriptor.device, outside.place)
        return not found and not unseen and _other_end_inside(descriptor, snapshot, world, outside)
    if kind == "terminal":
        return _is_own_terminal(descriptor, snapshot, world)
    if kind == "socket" and inode in snapshot.sockets:
        return _socket(snapshot.sockets[inode], snapshot, world, outside)
    return False


def _other_end_inside(descriptor: Descriptor, snapshot: Snapshot, world: World, outside: Outside) -> bool:
    other = {"read": "write", "write": "read"}.get(descriptor.access)
    held = other is None or _holds(snapshot, descriptor.kind, descriptor.inode, (other, "both"))
    return held or _in_flight_inside(snapshot, world, outside)


def _is_own_terminal(descriptor: Descriptor, snapshot: Snapshot, world: World) -> bool:
    """Whether both sides are here, where nobody else can open the slave by its name: pts(4)."""
    other = {"slave": "master", "master": "slave"}[descriptor.access]
    both = descriptor.inode >= 0 and _holds(snapshot, "terminal", descriptor.inode, (other,))
    return world == "sealed" and both


def _socket(endpoint: Socket, snapshot: Snapshot, world: World, outside: Outside) -> bool:
    if endpoint.moving:
        return False
    if endpoint.listening:
        return not _is_reachable(endpoint, snapshot, world, outside.place)
    if endpoint.peer == 0:
        return not endpoint.named or is_at_home(endpoint, outside.place)
    held = _holds(snapshot, "socket", endpoint.peer, ("both",))
    return ("socket", endpoint.peer) not in outside.holds and (
        held or _in_flight_at_home(endpoint.peer, snapshot, outside.place)
    )


def is_private(path: str, device: int, place: Place) -> bool:
    """Whether only the tree can reach a file: that of a folder that nobody else can enter, or knows."""
    if place.device >= 0:
        return device == place.device
    return bool(place.folder) and os.path.realpath(path).startswith(f"{os.path.realpath(place.folder)}/")


def is_at_home(endpoint: Socket, place: Place) -> bool:
    """Whether only the tree can reach the address of a socket."""
    if endpoint.family == "Unix" and endpoint.file != (-1, 0):
        return is_private(endpoint.address, endpoint.file[0], place)
    return place.network


def _is_reachable(endpoint: Socket, snapshot: Snapshot, world: World, place: Place) -> bool:
    """Whether somebody outside may call a socket that listens.

    Not where multiprocessing has made up the address for its own fork server. That there is no file of that name says
    nothing in the open world: it may have been renamed, have another link, or be below another root.
    """
    if is_at_home(endpoint, place):
        return False
    if endpoint.family != "Unix":
        return True
    made_up = bool(OF_MULTIPROCESSING.search(endpoint.address))
    if world == "open":
        return not made_up or not _is_of_a_fork_server(endpoint.inode, snapshot)
    return not made_up and (not endpoint.address.startswith("/") or os.path.exists(endpoint.address))


def _is_of_a_fork_server(inode: int, snapshot: Snapshot) -> bool:
    holders = [
        process
        for process in snapshot.processes
        if any((d.kind, d.inode) == ("socket", inode) for d in process.descriptors)
    ]
    return all(process.fork_server for process in holders)


def _in_flight_inside(snapshot: Snapshot, world: World, outside: Outside) -> bool:
    """Whether an end that nobody has open is in a message inside the tree: it could not be sent to anybody else."""
    sockets = [d for process in snapshot.processes for d in process.descriptors if d.kind == "socket"]
    return any(d.carries for d in sockets) and all(only_inside(d, snapshot, world, outside) for d in sockets)


def _in_flight_at_home(inode: int, snapshot: Snapshot, place: Place) -> bool:
    """Whether a socket that nobody has open is in a message inside the tree.

    In a network of the tree's own, every socket was made by the tree. A stranger gets one only through a Unix socket
    that has met his by a path, and of two that have met so, the one that was accepted has this path as its address.
    """
    carried = {d.inode: d.carries for p in snapshot.processes for d in p.descriptors if d.kind == "socket"}
    peers = {snapshot.sockets[each].peer for each in carried if each in snapshot.sockets} - {0}
    known = [snapshot.sockets.get(each) for each in {inode, *carried, *peers}]
    at_home = all(each is not None and is_at_home(each, place) for each in known)
    return place.network and any(carried.values()) and at_home


def _holds(snapshot: Snapshot, kind: str, inode: int, access: tuple[str, ...]) -> bool:
    return any(
        d.kind == kind and d.inode == inode and d.access in access
        for process in snapshot.processes
        for d in process.descriptors
    )
