"""Who holds which end: pipes and pairs of sockets by letters, their ends by the learner's names."""

from __future__ import annotations

from kata import source
from kata.facts import Descriptor, End, Frame, Snapshot, Thing
from kata.frames import Told

MANY = 26  # letters


def things(snapshot: Snapshot, told: dict[int, Told], first: int = 0) -> tuple[Thing, ...]:
    """All pipes and socket pairs that somebody waits on, in the order in which the processes are listed.

    first: the place in that order of the one to be called A.
    """
    keys: list[tuple[int, ...]] = []
    for process in snapshot.processes:
        for thread in process.threads:
            if thread.call is None:
                continue
            for fd in (thread.call.fd, *snapshot.polled.get(thread.tid, ())):
                descriptor = next((d for d in process.descriptors if d.fd == fd), None)
                if descriptor and descriptor.kind in ("pipe", "socket"):
                    key = key_of(descriptor, snapshot)
                    if key not in keys:
                        keys.append(key)
    keys[:] = keys[first : first + 1] + keys[:first] + keys[first + 1 :]
    return tuple(
        Thing(chr(ord("A") + i % MANY), _kind(key, snapshot), _ends(key, snapshot, told))
        for i, key in enumerate(keys)
    )


def key_of(descriptor: Descriptor, snapshot: Snapshot) -> tuple[int, ...]:
    """The inode of a pipe; the inodes of both sockets of a pair, the smaller one first, 0 for a closed one."""
    if descriptor.kind == "pipe":
        return (descriptor.inode,)
    known = snapshot.sockets.get(descriptor.inode)
    return tuple(sorted((descriptor.inode, known.peer if known else 0)))


def _kind(key: tuple[int, ...], snapshot: Snapshot) -> str:
    if len(key) == 1:
        return "pipe"
    known = snapshot.sockets.get(key[1])
    return f"{known.type} socket pair" if known else "socket"


def _ends(key: tuple[int, ...], snapshot: Snapshot, told: dict[int, Told]) -> tuple[End, ...]:
    found = []
    for process in snapshot.processes:
        for d in process.descriptors:
            if d.inode not in key or d.kind != ("pipe" if len(key) == 1 else "socket"):
                continue
            of_process = told.get(process.pid)
            origin = (of_process and of_process.origins.get(d.fd)) or _origin(d, told)
            name = (of_process and name_of(d.fd, of_process)) or (source.target(*origin) if origin else None)
            made = f"{origin[0]}:{origin[1]}" if origin else None
            side = d.access if len(key) == 1 else f"end {key.index(d.inode) + 1}"
            found.append(End(process.pid, d.fd, side, name, made))
    return tuple(sorted(found, key=lambda end: (end.side != "write", end.side)))


def name_of(fd: int, told: Told) -> str | None:
    """What the program calls a descriptor; None rather than a guess.

    An object with this `fileno` is sure. An int is a name only where the function uses it as a descriptor, or
    takes it as a parameter: other ints of the same value are a coincidence. Inner frames come first.
    """
    for kind, rank in (("object", _any), ("number", _used), ("number", _passed)):
        for frame in told.frames:
            for name, number, what in frame.names:
                if number == fd and what == kind and rank(frame, name):
                    return name
    if fd in told.origins:
        return source.target(*told.origins[fd])
    return None


def _any(frame: Frame, name: str) -> bool:
    return True


def _used(frame: Frame, name: str) -> bool:
    used = source.descriptor_names(frame.file, frame.line)
    return name in used or name.partition("[")[0] in used


def _passed(frame: Frame, name: str) -> bool:
    return name.partition("[")[0] in source.parameters(frame.file, frame.line)


def _origin(descriptor: Descriptor, told: dict[int, Told]) -> tuple[str, int, int] | None:
    """Where any of the processes made this end: what a program was given by exec has its name there."""
    for each in told.values():
        for (inode, index), (file, line) in each.ends.items():
            same = descriptor.kind == "socket" or descriptor.access == ("read", "write")[index]
            if inode == descriptor.inode and same:
                return file, line, index
    return None
