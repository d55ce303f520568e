"""The plain data that flows from the kernel to the screen, one dataclass for each thing that has a name.

    kernel -> Snapshot -> verdict -> Thing (who holds which end) -> Finding (the cause) -> sentence -> screen

Nothing here does anything; every step between is a function over these.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Access = Literal["read", "write", "both"]
Side = Literal["read", "write", "both", "end 1", "end 2", "master", "slave", "holder", "waiter", "listener"]
"""A side of a pipe or FIFO, of a connection, of a terminal, of a lock; a listening socket has one alone."""

Wants = Literal[
    "data",
    "data or end",
    "end",
    "room",
    "partner",
    "client",
    "child",
    "thread",
    "task",
    "signal",
    "lock",
    "unknown",
]
"""Something to wait for; "data or end" is what a loop over all that comes waits for."""

Cause = Literal[
    "own-write-end",
    "other-write-end",
    "nobody-reads",
    "circular-wait",
    "no-more-data",
    "unflushed-buffer",
    "peer-gone-datagram",
    "waiting-for-child",
    "fifo-half-open",
    "nobody-connects",
    "lock-never-released",
    "signal-never-comes",
    "unknown",
]
"""Why a tree hangs."""

Verdict = Literal["deadlock", "timeout"]
"""Whether it is proved that a tree can never wake, or only its time is over."""

Subject = Literal["test", "program", "tree"]
"""A test of an exercise, a program that was started to be watched, or a tree of processes that ran already."""

Key = tuple[int | str, ...]
"""Two descriptors, or two locks, with the same key are the same thing: its kind first, then its number."""


@dataclass(frozen=True)
class Call:
    """A system call in which a thread sleeps: its name, its six arguments, the descriptor if it has one.

    `endless` is true when the call has no time limit of its own.
    """

    name: str
    arguments: tuple[int, ...]
    fd: int | None = None
    endless: bool = True


@dataclass(frozen=True)
class Opening:
    """A FIFO that is being opened: its path, its inode, for what, and whether others can still open it."""

    path: str
    inode: int
    access: Access
    named: bool


@dataclass(frozen=True)
class Thread:
    """A thread: its state as in proc_pid_status(5) ("S", "Z", "T" …) and the call it sleeps in, if any.

    polled: the descriptors that the call polls, each with "read", "write" or "both". opening: the FIFO that it opens.
    shared: the pids of all who have mapped the memory of the futex that it waits for, where that has a name.
    """

    tid: int
    state: str
    call: Call | None
    polled: tuple[tuple[int, Access], ...] = ()
    opening: Opening | None = None
    shared: tuple[int, ...] = ()


@dataclass(frozen=True)
class Descriptor:
    """An open descriptor: what it leads to (`kind`, `inode`) and what it can do ("read", "write", "both").

    path: where others can open the same, empty for what has no name. locked: the kind of lock that is held
    through it, "FLOCK", "POSIX" or "OFDLCK". The two sides of a pseudo-terminal are "master" and "slave", their
    inode is its number. The inode of an eventfd is its id, that of a pidfd the pid. carries: how many descriptors are
    in messages that wait to be received from a socket. signals: what arrives brings SIGIO, O_ASYNC in open(2).
    """

    fd: int
    kind: str
    inode: int
    access: Access | Literal["master", "slave"] = "both"
    path: str = ""
    locked: str = ""
    carries: int = 0
    signals: bool = False


@dataclass(frozen=True)
class Process:
    """A process of the tree. `image` is the name of its program, None where the process tells of itself."""

    pid: int
    parent: int
    image: str | None
    threads: tuple[Thread, ...]
    descriptors: tuple[Descriptor, ...]
    exit_status: int | None = None

    @property
    def exited(self) -> bool:
        return all(thread.state in "ZX" for thread in self.threads)

    @property
    def can_tell(self) -> bool:
        return self.image is None and not self.exited


@dataclass(frozen=True)
class Socket:
    """A socket of any `family` ("Unix", "TCP", "UDP"): "stream", "datagram" or "seqpacket".

    peer: the inode of the socket at the other end; of the listener as long as that has not accepted; 0 if it is
    closed or there is none; -1 if it is on another machine. named: others than its peer can send or connect to its
    address. moving: something is under way that will arrive by itself.
    """

    inode: int
    type: str
    peer: int
    named: bool = False
    family: str = "Unix"
    listening: bool = False
    address: str = ""
    moving: bool = False


@dataclass(frozen=True)
class Snapshot:
    """A tree of processes at one instant, in the order in which they were found (parents first).

    armed: clocks that /proc shows. locks: the pids of those who have locked a file, by its inode.
    """

    processes: tuple[Process, ...]
    sockets: dict[int, Socket]
    armed: tuple[str, ...] = ()
    locks: dict[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Alarm:
    """The alarm of a process was set: when it rings, on time.monotonic(), and after how many seconds again.

    until: None where it was called off.
    """

    pid: int
    until: float | None
    interval: float = 0.0


@dataclass(frozen=True)
class SocketLimit:
    """A socket was given a time limit for its calls, or (`limited` is false) none any more."""

    inode: int
    limited: bool


@dataclass(frozen=True)
class UnknownClock:
    """A clock was armed that cannot be read: it may be any."""


Clock = Alarm | SocketLimit | UnknownClock
"""A clock that a process has armed, which only the kernel can tell of: what a proof has to rest on."""


@dataclass(frozen=True)
class Fork:
    """A fork, as the child noted it: its pid, its parent, and the line that forked, if that is known."""

    pid: int
    parent: int
    file: str | None = None
    line: int | None = None
    function: str | None = None


@dataclass(frozen=True)
class Named:
    """Something in a program that a thread can wait for: its text there, what it is, and which one.

    Two of one kind and key are the same thing. owner: the tid of the thread that holds it, where Python tells.
    """

    text: str
    kind: str
    key: str
    owner: int | None = None


@dataclass(frozen=True)
class Frame:
    """A line of Python in which a thread stands, innermost first; `names` maps names to descriptors."""

    file: str
    line: int
    function: str
    names: tuple[tuple[str, int, str], ...] = ()
    objects: tuple[Named, ...] = ()


@dataclass(frozen=True)
class End:
    """Who holds which side of a thing, and under which name if that is known.

    side: "read", "write" or "both" of a pipe, "end 1" or "end 2" of a connection, "master" or "slave" of a
    terminal, "holder" or "waiter" of a lock, "listener". fd: None for what is no descriptor. tid: of a holder.
    made: where it was made or taken, as "file:line". pending: bytes that were written to it and not flushed.
    in_flight: the descriptor is that of a socket, with the end in a message that was not received.
    """

    pid: int
    fd: int | None
    side: Side
    name: str | None = None
    made: str | None = None
    tid: int | None = None
    pending: int = 0
    in_flight: bool = False


@dataclass(frozen=True)
class Thing:
    """Something that processes share and wait for, with all its open ends.

    letter: by which a report calls it; empty until it is known which thing the report is about. name: that of a lock
    in the program, the path of a FIFO, the address of a listener.
    """

    letter: str
    kind: str
    ends: tuple[End, ...]
    key: Key = ()
    name: str | None = None


@dataclass(frozen=True)
class Wait:
    """What one thread waits for: the call, the end it uses, and who could wake it.

    depends_on: pids and tids, 0 for any thread of the process. operation: the method of the program's line that
    waits, `join` say. outside: only somebody who is not in the tree could wake it.
    """

    pid: int
    tid: int
    call: str
    fd: int | None
    thing: Thing | None
    side: Side | None
    wants: Wants
    depends_on: tuple[tuple[int, int], ...]
    children: tuple[int, ...] = ()
    repeated: bool = False
    """The line is in a loop: there may have been such calls before, and they came back."""
    operation: str | None = None
    name: str | None = None
    outside: bool = False
    library: bool = False
    """No line of the program's own is at work in this thread."""


@dataclass(frozen=True)
class Finding:
    """The cause, the wait that shows it, and the ends that keep it from ending."""

    cause: Cause
    wait: Wait | None = None
    blame: tuple[End, ...] = ()


@dataclass(frozen=True)
class Person:
    """A process, or one of its threads, as the report names it: its place in the story, and where it stands."""

    pid: int
    role: str
    state: str
    image: str | None = None
    call: str | None = None
    fd: int | None = None
    name: str | None = None
    thing: str | None = None
    file: str | None = None
    line: int | None = None
    source: str | None = None
    thread: str | None = None
    tid: int | None = None


@dataclass(frozen=True)
class Autopsy:
    """Everything that a report says about a `subject` that does not end. base: where its reader types paths."""

    verdict: Verdict
    seconds: float
    cause: Cause
    summary: str
    people: tuple[Person, ...]
    things: tuple[Thing, ...]
    finding: Finding
    subject: Subject = "test"
    base: str = ""
