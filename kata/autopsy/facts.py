"""Plain data of an autopsy: who waits for what, who holds which end, under which name, on which line, and why.

Snapshot -> Thing (who holds which end) -> Finding (the cause) -> sentence -> screen
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kata.facts import Once, Verdict

Node = tuple[int, int]
"""A thread or task: its pid and its tid."""

Side = Literal[
    "read", "write", "both", "end 1", "end 2", "master", "slave", "holder", "waiter", "listener", "caller"
]
"""A side of a pipe or FIFO, a connection, a terminal, a lock; a socket that listens has callers who wait for room."""

Wants = Literal[
    "data",
    "data or end",
    "end",
    "room",
    "partner",
    "client",
    "place",
    "child",
    "thread",
    "task",
    "signal",
    "lock",
    "unknown",
]
"""The thing that a wait wants; "data or end" is wanted by a loop that reads until the end."""

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
    "nobody-accepts",
    "lock-never-released",
    "signal-never-comes",
    "signal-blocked",
    "read-past-end",
    "edge-missed",
    "unknown",
]
"""The cause of a hang; "read-past-end" is that of a loop which never sleeps."""

Subject = Literal["test", "program", "tree"]
"""The subject: a test of an exercise, a program under `kata why`, or a tree of processes that was running already."""

Key = tuple[int | str, ...]
"""The key of a thing: its kind, then its number. Descriptors or locks with one key are the same thing."""


@dataclass(frozen=True)
class Named:
    """A value in a program that a thread can wait for: its text there, its kind, and its key.

    Two of one kind and key are the same thing. owner: the tid of the thread that holds it, if Python tells.
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
class Reached:
    """All that can be reached from a value, by all that may be called: `agent.reach`.

    objects: kinds and keys, as of `Named`, each with its own methods that may be called. fds: of files and sockets.
    numbers: those that may be descriptors, or not. calls: names of calls that could change something. complete:
    whether the search came to its end. kind: of the value itself, or of all its members, if these are Python's own.
    """

    objects: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    fds: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    calls: frozenset[str] = frozenset()
    complete: bool = True
    kind: str | None = None


@dataclass(frozen=True)
class Level:
    """A frame of a thread that polls, be it of a library, and all that its variables reach, by their names."""

    file: str
    line: int
    function: str
    own: bool
    calls: frozenset[str] = frozenset()
    reached: dict[str, Reached] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class End:
    """An end of a thing: the process that holds it, its side, and its name there, if known.

    side: "read", "write" or "both" of a pipe, "end 1" or "end 2" of a connection, "master" or "slave" of a
    terminal, "holder" or "waiter" of a lock, "listener". fd: None if it is no descriptor. tid: of a holder. made: the
    line that made or took it, as "file:line". pending: bytes that were written to it and not flushed. in_flight:
    whether the descriptor is that of a socket, with this end in a message that was not received. given: the function
    that was called with it and has come back, and its name for it. unread: the reader with a buffer, and how many bytes
    are in that. users: the tids of the threads that have it in a variable of their own. of_test: whether a test made it
    and gave it to no function of the answer, which so cannot know of it.
    """

    pid: int
    fd: int | None
    side: Side
    name: str | None = None
    made: str | None = None
    tid: int | None = None
    pending: int = 0
    in_flight: bool = False
    given: tuple[str, str] | None = None
    unread: tuple[str, int] | None = None
    users: tuple[int, ...] = ()
    of_test: bool = False


@dataclass(frozen=True)
class Thing:
    """A pipe, socket, lock or the like, on which processes wait, with all its open ends.

    letter: its name in a report; empty until the thing to blame is known, which is A. name: of a lock in the program,
    the path of a FIFO, the address of a listener.
    """

    letter: str
    kind: str
    ends: tuple[End, ...]
    key: Key = ()
    name: str | None = None


@dataclass(frozen=True)
class Wait:
    """The wait of one thread: its call, the end that it uses, and the threads that could wake it.

    depends_on: pids and tids, 0 for any thread of the process. operation: the method that the program's line calls to
    wait, such as `join`. outside: whether only somebody outside the tree could wake it. library: whether no line of the
    program itself runs in this thread. itself: whether this thread would have to bring about what it waits for. missed:
    the news that it waits for, if they were told already. blocked: the signals that were sent to its process, which
    blocks them; where there are such that would end it (ends_it), only these. came: of a wait for a signal, the
    children that have exited, if their SIGCHLD is handled.
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
    """Whether the line is in a loop: earlier calls of it may have returned."""
    operation: str | None = None
    name: str | None = None
    outside: bool = False
    library: bool = False
    itself: bool = False
    missed: Once | None = None
    keeps: tuple[int, ...] = ()
    """The tids of tasks that cannot go on meanwhile: it keeps the thread of their event loop."""
    gathers: tuple[str, str] | None = None
    """The file object with a buffer by which it reads, and the part of the stream that it waits for to be whole."""
    heirs_of: int | None = None
    """The child that has exited, whose output it reads to the end."""
    blocked: tuple[int, ...] = ()
    ends_it: bool = False
    came: tuple[int, ...] = ()


@dataclass(frozen=True)
class Finding:
    """The cause, the wait that shows it, and the ends that keep this wait from ending."""

    cause: Cause
    wait: Wait | None = None
    blame: tuple[End, ...] = ()


@dataclass(frozen=True)
class Person:
    """A process, or one of its threads, as the report names it: its role in the story, and its line."""

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
    alike: tuple[str, ...] = ()
    """The names of others who do the same, and are told with this one."""


@dataclass(frozen=True)
class Autopsy:
    """All that a report says of a `subject` that does not end. base: the folder where its reader types paths.

    roles: the roles of all processes by pid, those that are told with others as well. doubt: the reason why its sleep
    is no proof, where one was asked for. whole: whether a report shows all lines, however many there are.
    """

    verdict: Verdict
    seconds: float
    cause: Cause
    summary: str
    people: tuple[Person, ...]
    things: tuple[Thing, ...]
    finding: Finding
    subject: Subject = "test"
    base: str = ""
    roles: dict[int, str] = field(default_factory=dict)
    doubt: str = ""
    whole: bool = False
