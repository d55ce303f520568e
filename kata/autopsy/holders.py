"""Find who holds which end: name pipes, sockets and locks by letters, and their ends as the program does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kata.autopsy import locks, source
from kata.autopsy.facts import End, Key, Side, Thing
from kata.autopsy.frames import Told
from kata.autopsy.names import file_name, name_of, users_of
from kata.facts import Descriptor, Process, Snapshot, Thread

MANY = 26  # letters


def things(snapshot: Snapshot, told: dict[int, Told]) -> tuple[Thing, ...]:
    """All things that some thread of the program waits on, in the order of the processes."""
    keys = dict.fromkeys(
        key
        for process in snapshot.processes
        for thread in process.threads
        for key, _, _ in waited_on(process, thread, snapshot, told)
    )
    held = _held(snapshot)
    return tuple(_thing(key, snapshot, told, held) for key in keys)


Place = tuple[int, int]
Held = dict[tuple[str, int], list[tuple[Place, Process, Descriptor]]]
"""All descriptors by kind and inode, each with its process and its place: a crowd has ten thousands."""


def _held(snapshot: Snapshot) -> Held:
    found: Held = {}
    for i, process in enumerate(snapshot.processes):
        for j, descriptor in enumerate(process.descriptors):
            of_one = found.setdefault((descriptor.kind, descriptor.inode), [])
            of_one.append(((i, j), process, descriptor))
    return found


def of_the_test(
    found: tuple[Thing, ...], snapshot: Snapshot, told: dict[int, Told], by_test: Callable[[str], bool]
) -> tuple[Thing, ...]:
    """Mark the ends that a test made and gave to no function of the answer. by_test: whether a file is a test."""
    given = {
        (d.inode, d.access)
        for process in snapshot.processes
        for d in process.descriptors
        if process.pid in told and d.fd in told[process.pid].given
    }
    fds = {(p.pid, d.fd) for p in snapshot.processes for d in p.descriptors if (d.inode, d.access) in given}

    def marked(end: End) -> End:
        made = (end.made or "").rpartition(":")[0]
        return replace(end, of_test=bool(made) and by_test(made) and (end.pid, end.fd) not in fds)

    return tuple(replace(thing, ends=tuple(map(marked, thing.ends))) for thing in found)


def lettered(found: tuple[Thing, ...], first: Thing | None) -> tuple[Thing, ...]:
    """Give things their letters. first: the thing to be called A, which comes first."""
    in_order = sorted(found, key=lambda thing: thing != first)
    return tuple(replace(thing, letter=_letter(i)) for i, thing in enumerate(in_order))


def _letter(number: int) -> str:
    """A to Z, then A2 to Z2, and so on."""
    return chr(ord("A") + number % MANY) + (str(number // MANY + 1) if number >= MANY else "")


def waited_on(
    process: Process, thread: Thread, snapshot: Snapshot, told: dict[int, Told]
) -> list[tuple[Key, Side, int | None]]:
    """The things that a thread sleeps on: the key of each, the side of the thread, and its descriptor.

    None for a process that a library started for its own use.
    """
    call = thread.call
    if call is None or (process.pid in told and told[process.pid].service):
        return []
    if locks.joins_a_child(process.pid, thread.tid, told):  # the library may wait for the end of a pipe
        return []
    if (managed := locks.waited(process.pid, thread.tid, told)) and str(managed[1]).startswith("managed"):
        return [(managed, "waiter", call.fd)]  # the connection to the manager is the library's own
    if thread.callee:
        return [(("listener", thread.callee), "caller", call.fd)]
    if thread.opening:
        return [(("fifo", thread.opening.inode), thread.opening.access, None)]
    if call.name == "futex" or (call.name == "await" and call.fd is None):
        lock = locks.waited(process.pid, thread.tid, told) or locks.mutex(process.pid, thread, snapshot)
        return [(lock, "waiter", None)] if lock else []
    found: list[tuple[Key, Side, int | None]] = []
    used: list[tuple[int, Side]] = [] if call.fd is None else [(call.fd, "both")]
    for fd, direction in [*used, *thread.polled]:
        descriptor = next((d for d in process.descriptors if d.fd == fd), None)
        if descriptor is None:
            continue
        if call.name in ("flock", "fcntl"):
            found.append((("file lock", descriptor.inode), "waiter", fd))
        elif key := key_of(descriptor, snapshot):
            found.append((key, side_of(descriptor, key, direction), fd))
    return found


def key_of(descriptor: Descriptor, snapshot: Snapshot) -> Key | None:
    """The key of a descriptor: the inode of a pipe or FIFO, the sorted inodes of both sockets, 0 for a closed one."""
    if descriptor.kind in ("pipe", "fifo", "terminal"):
        return (descriptor.kind, descriptor.inode)
    if descriptor.kind != "socket":
        return None
    known = snapshot.sockets.get(descriptor.inode)
    if known and known.listening:
        return ("listener", descriptor.inode)
    return ("socket", *sorted((descriptor.inode, known.peer if known else 0)))


def side_of(descriptor: Descriptor, key: Key, direction: Side = "both") -> Side:
    """The side of a thing that a descriptor is on; one that can do both is on the side that it is polled for."""
    if key[0] == "socket":
        return "end 1" if key.index(descriptor.inode) == 1 else "end 2"
    if key[0] == "listener":
        return "listener"
    return direction if descriptor.access == "both" else descriptor.access


def _thing(key: Key, snapshot: Snapshot, told: dict[int, Told], held: Held) -> Thing:
    if key[0] == "lock" and key[1] == "mutex":
        return Thing("", "mutex", locks.owners(key, snapshot), key)
    if key[0] == "lock":
        return Thing("", str(key[1]), locks.holders(key, told), key, locks.name(key, told))
    return Thing("", _kind(key, snapshot), _ends(key, snapshot, told, held), key, _path(key, snapshot))


def _kind(key: Key, snapshot: Snapshot) -> str:
    if key[0] not in ("socket", "listener"):
        return "FIFO" if key[0] == "fifo" else str(key[0])
    known = next((snapshot.sockets[inode] for inode in key[:0:-1] if inode in snapshot.sockets), None)
    if known is None:
        return "socket"
    if key[0] == "listener":
        return f"listening {known.family} socket"
    if known.family == "Unix":
        return f"{known.type} socket pair"
    return f"{known.family} connection" if known.family == "TCP" and known.peer else f"{known.family} socket"


def _path(key: Key, snapshot: Snapshot) -> str | None:
    """The name of a thing in the system: a path, an address."""
    if key[0] in ("listener", "socket"):
        known = snapshot.sockets.get(int(key[-1]))
        return known.address or None if known and (known.listening or known.family == "UDP") else None
    if key[0] == "fifo":
        for opening in (thread.opening for p in snapshot.processes for thread in p.threads):
            if opening and opening.inode == key[1]:
                return opening.path
    if key[0] in ("fifo", "file lock"):
        return next(
            (d.path for p in snapshot.processes for d in p.descriptors if d.inode == key[1] and d.path), None
        )
    return None


def _ends(key: Key, snapshot: Snapshot, told: dict[int, Told], held: Held) -> tuple[End, ...]:
    kind = {"listener": "socket", "file lock": "file"}.get(str(key[0]), str(key[0]))
    inodes = [number for number in dict.fromkeys(key[1:]) if isinstance(number, int)]
    placed = [
        (place, _end(process, descriptor, key, told))
        for inode in inodes
        for place, process, descriptor in held.get((kind, inode), ())
    ]
    for i, process in enumerate(snapshot.processes) if kind == "fifo" else ():
        for thread in process.threads:
            if thread.opening and thread.opening.inode in inodes:
                opening = End(process.pid, None, thread.opening.access, None, None, thread.tid)
                placed.append(((i, len(process.descriptors)), opening))
    found = [end for _, end in sorted(placed, key=lambda each: each[0])]
    found += _in_flight(key, found, snapshot, told)
    return tuple(sorted(found, key=lambda end: (end.side not in ("write", "holder"), end.side)))


def _end(process: Process, d: Descriptor, key: Key, told: dict[int, Told]) -> End:
    side = side_of(d, key)
    if key[0] == "file lock":
        side = "holder" if d.locked else "waiter"
    of_process = told.get(process.pid)
    origin = (of_process and of_process.origins.get(d.fd)) or _origin(d, told)
    made = f"{origin[0]}:{origin[1]}" if origin else None
    from_origin = source.target(*origin) if origin else None
    if of_process is None:
        return End(process.pid, d.fd, side, from_origin, made)
    name = name_of(d.fd, of_process) or from_origin
    pending = of_process.pending.get(d.fd, 0)
    if pending:
        name = file_name(d.fd, of_process, "writer") or name
    count = of_process.unread.get(d.fd, 0)
    return End(
        process.pid,
        d.fd,
        side,
        name,
        made,
        pending=pending,
        given=_given(d.fd, of_process),
        unread=(file_name(d.fd, of_process, "reader") or name or f"fd {d.fd}", count) if count else None,
        users=users_of(d.fd, of_process),
    )


def _given(fd: int, told: Told) -> tuple[str, str] | None:
    """The function that got a descriptor, where it has come back and left it open."""
    given = told.given.get(fd)
    at_work = given is not None and any(frame.function == given[0] for frame in told.frames)
    return None if at_work else given


def _in_flight(key: Key, found: list[End], snapshot: Snapshot, told: dict[int, Told]) -> list[End]:
    """The sockets that may hold an end which nobody has open, in a message that nobody has received."""
    sides: tuple[Side, Side] = ("read", "write") if key[0] == "pipe" else ("end 1", "end 2")
    missing = [side for side in sides if not any(end.side in (side, "both") for end in found)]
    is_there = key[0] == "pipe" or (key[0] == "socket" and snapshot.sockets.keys() >= {*key[1:]})
    if not is_there or len(key) - 1 > len(sides) or len(missing) != 1:
        return []
    (side,) = missing
    carriers = [(p.pid, d.fd) for p in snapshot.processes for d in p.descriptors if d.carries]
    named = [(pid, fd, name_of(fd, told[pid]) if pid in told else None) for pid, fd in carriers]
    return [End(pid, fd, side, name, in_flight=True) for pid, fd, name in named]


def _origin(descriptor: Descriptor, told: dict[int, Told]) -> tuple[str, int, int] | None:
    """The call by which any of the processes made this end: a program that was given it by exec has no other name."""
    for each in told.values():
        for (inode, index), (file, line) in each.ends.items():
            same = descriptor.kind == "socket" or descriptor.access == ("read", "write")[index]
            if inode == descriptor.inode and same:
                return file, line, index
    return None
