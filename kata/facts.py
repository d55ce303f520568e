"""The plain data that flows from the kernel to the screen, one dataclass for each thing that has a name.

    kernel -> Snapshot -> verdict -> Thing (who holds which end) -> Finding (the cause) -> sentence -> screen

Nothing here does anything; every step between is a function over these.
"""

from __future__ import annotations

from dataclasses import dataclass, field


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
class Thread:
    """A thread: its state as in proc_pid_status(5) ("S", "Z", "T" …) and the call it sleeps in, if any."""

    tid: int
    state: str
    call: Call | None


@dataclass(frozen=True)
class Descriptor:
    """An open descriptor: what it leads to (`kind`, `inode`) and what it can do ("read", "write", "both")."""

    fd: int
    kind: str
    inode: int
    access: str = "both"


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
    """A Unix socket: "stream", "datagram" or "seqpacket", and the inode of its peer (0: closed).

    `named`: it has an address, so that others than its peer can send or connect to it.
    """

    inode: int
    type: str
    peer: int
    named: bool = False


@dataclass(frozen=True)
class Snapshot:
    """A tree of processes at one instant, in the order in which they were found (parents first)."""

    processes: tuple[Process, ...]
    sockets: dict[int, Socket]
    polled: dict[int, tuple[int, ...]] = field(default_factory=dict)
    armed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frame:
    """A line of Python in which a thread stands, innermost first; `names` maps names to descriptors."""

    file: str
    line: int
    function: str
    names: tuple[tuple[str, int, str], ...] = ()


@dataclass(frozen=True)
class End:
    """An open end of a pipe or socket pair: who holds it, and under which name if that is known."""

    pid: int
    fd: int
    side: str
    name: str | None = None
    made: str | None = None


@dataclass(frozen=True)
class Thing:
    """A pipe or a pair of sockets, called by a letter, with all its open ends."""

    letter: str
    kind: str
    ends: tuple[End, ...]


@dataclass(frozen=True)
class Wait:
    """What one process waits for: the call, the end it uses, and the pids of those who could wake it."""

    pid: int
    call: str
    fd: int | None
    thing: Thing | None
    side: str | None
    wants: str
    """"data", "data or end" (a loop), "end", "room", "child", "signal", "lock" or "unknown"."""
    depends_on: tuple[int, ...]
    children: tuple[int, ...] = ()
    repeated: bool = False
    """The line is in a loop: there may have been such calls before, and they came back."""


@dataclass(frozen=True)
class Finding:
    """The cause, the wait that shows it, and the ends that keep it from ending."""

    cause: str
    wait: Wait | None = None
    blame: tuple[End, ...] = ()


@dataclass(frozen=True)
class Person:
    """A process as the report names it: its place in the story, and the line where it stands."""

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


@dataclass(frozen=True)
class Autopsy:
    """Everything that a report says about a `subject`, a test or a program, that does not end."""

    verdict: str
    seconds: float
    cause: str
    summary: str
    people: tuple[Person, ...]
    things: tuple[Thing, ...]
    finding: Finding
    subject: str = "test"
