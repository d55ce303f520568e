"""Plain data that flows from the kernel to the screen: a dataclass for each thing that has a name.

    kernel -> Snapshot -> verdict -> Thing (who holds which end) -> Finding (the cause) -> sentence -> screen

Every step between is a function over these.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Access = Literal["read", "write", "both"]
Side = Literal["read", "write", "both", "end 1", "end 2", "master", "slave", "holder", "waiter", "listener"]
"""A side of a pipe or FIFO, a connection, a terminal, a lock; a listening socket has only one."""

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
    "lock-never-released",
    "signal-never-comes",
    "read-past-end",
    "edge-missed",
    "unknown",
]
"""The cause of a hang; "read-past-end" is that of a loop which never sleeps."""

Verdict = Literal["deadlock", "stuck", "timeout", "asked"]
"""The verdict: it is proved that a tree can never wake, or all but pollers probably cannot; or only its time is over,
or somebody has asked how things stand."""

World = Literal["sealed", "open"]
"""Whether all who could wake a tree are in it, as for a test, or strangers may come, as for any other program."""

Subject = Literal["test", "program", "tree"]
"""The subject: a test of an exercise, a program under `kata why`, or a tree of processes that was running already."""

Key = tuple[int | str, ...]
"""The key of a thing: its kind, then its number. Descriptors or locks with one key are the same thing."""


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
class Memory:
    """Memory with locks that processes can share: the device and inode of what is mapped.

    named: others may find and map it yet. known_by_name: it has or had a name, under which anybody could.
    """

    device: str
    inode: int
    named: bool
    known_by_name: bool = True


@dataclass(frozen=True)
class Once:
    """A descriptor in an epoll that tells of what comes to it once, and not of what is there.

    how: "EPOLLET", or "EPOLLONESHOT" if it has told and was not armed again. readable: whether something lies there
    that it has told. writable: whether there is room. bytes: that lie there; 0 for the end, or a client. ended: whether
    nobody at all can write to it.
    """

    fd: int
    how: str
    readable: bool = False
    writable: bool = False
    bytes: int = 0
    ended: bool = False


@dataclass(frozen=True)
class Thread:
    """A thread: its state as in proc_pid_status(5) ("S", "Z", "T" …) and the call it sleeps in, if any.

    polled: the descriptors that the call polls, each with "read", "write" or "both"; -1 for one that has no number any
    more. opening: the FIFO that it opens. memory: that of the futex that it waits for, where others can have it too.
    blocker: the lock of a file that keeps it waiting, in the words of /proc/locks. apart: whether its process has
    another descriptor under the number that it uses. once: of the polled ones, those that are told once. owner: the tid
    of who owns the mutex that it waits for, 0 if that is not known.
    """

    tid: int
    state: str
    call: Call | None
    polled: tuple[tuple[int, Access], ...] = ()
    opening: Opening | None = None
    memory: Memory | None = None
    blocker: str = ""
    apart: bool = False
    once: tuple[Once, ...] = ()
    owner: int = 0


@dataclass(frozen=True)
class Descriptor:
    """An open descriptor: what it leads to (`kind`, `inode`) and what it can do ("read", "write", "both").

    path: where others can open the same file, empty if it has no name. locked: the kind of lock that is held through
    it, "FLOCK", "POSIX" or "OFDLCK". locks: all of them, in the words of /proc/locks. The access of a pseudo-terminal
    is "master" or "slave", and its inode is its number. The inode of an eventfd is its id, that of a pidfd the pid.
    carries: how many descriptors are in messages that wait to be received from a socket. signals: whether arriving data
    brings SIGIO, O_ASYNC in open(2).
    """

    fd: int
    kind: str
    inode: int
    access: Access | Literal["master", "slave"] = "both"
    path: str = ""
    locked: str = ""
    carries: int = 0
    signals: bool = False
    locks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Process:
    """A process of the tree. `image` is the name of its program, None if the process can tell of itself.

    handles: the signals that it handles in its own way. interruptible: whether it handles SIGINT as its language has
    it, by a KeyboardInterrupt for example. terminal: whether it has a controlling terminal. traced: whether a debugger
    is attached. fork_server: whether it is that of multiprocessing, whose address nobody else knows. timers: the
    numbers of its POSIX timers, armed or not.
    """

    pid: int
    parent: int
    image: str | None
    threads: tuple[Thread, ...]
    descriptors: tuple[Descriptor, ...]
    exit_status: int | None = None
    handles: tuple[int, ...] = ()
    interruptible: bool = False
    terminal: bool = False
    traced: bool = False
    fork_server: bool = False
    timers: tuple[int, ...] = ()

    @property
    def exited(self) -> bool:
        return all(thread.state in "ZX" for thread in self.threads)

    @property
    def can_tell(self) -> bool:
        return self.image is None and not self.exited


@dataclass(frozen=True)
class Socket:
    """A socket of any `family` ("Unix", "TCP", "UDP"): "stream", "datagram" or "seqpacket".

    peer: the inode of the socket at the other end; of the listener until it accepts; 0 if that is closed or there is
    none; -1 if it is on another machine. named: whether others than its peer can send or connect to its address.
    moving: whether data is under way that will arrive by itself.
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
    """An alarm that a process has set.

    until: when it rings, on time.monotonic(), None if it was called off. interval: seconds until it rings again.
    """

    pid: int
    until: float | None
    interval: float = 0.0


@dataclass(frozen=True)
class Timer:
    """A POSIX timer was set: its process, its number, and until and interval as of an alarm."""

    pid: int
    number: int
    until: float | None
    interval: float = 0.0


@dataclass(frozen=True)
class SocketLimit:
    """A socket was given a time limit by an option, or (`limited` is false) has none by that any more."""

    inode: int
    limited: bool
    option: str = "receive"


@dataclass(frozen=True)
class TerminalLimit:
    """A terminal was given a time limit for reads: VTIME in termios(3)."""


@dataclass(frozen=True)
class UnknownClock:
    """A clock was armed that cannot be read: it may be any."""


@dataclass(frozen=True)
class KernelSignal:
    """The kernel was asked for a signal when something happens, which may be done by anybody."""


@dataclass(frozen=True)
class Sent:
    """A descriptor was sent to somebody outside the tree: its kind and inode."""

    kind: str
    inode: int


@dataclass(frozen=True)
class PortShared:
    """A socket lets others bind to its port as well."""

    inode: int


@dataclass(frozen=True)
class OwnSemaphore:
    """A semaphore of multiprocessing, by inode: nobody outside knows its name, which it mostly loses at once."""

    inode: int


Heard = (
    Alarm
    | Timer
    | SocketLimit
    | TerminalLimit
    | UnknownClock
    | KernelSignal
    | Sent
    | PortShared
    | OwnSemaphore
)
"""A call that could wake somebody later, which only the kernel can tell of: what a proof has to rest on."""


@dataclass(frozen=True)
class Outside:
    """The world around a tree, as far as it can be seen.

    holds: kinds and inodes of what others have open. maps: devices and inodes of what others have mapped. hidden:
    there are processes that may not be looked at. interrupts: the program reckons with Ctrl-C.
    """

    holds: frozenset[tuple[str, int]] = frozenset()
    maps: frozenset[tuple[str, int]] = frozenset()
    hidden: bool = False
    interrupts: bool = False


@dataclass(frozen=True)
class Poller:
    """A thread that repeats waits with a time limit, or is interrupted by an alarm again and again, and does no more.

    call: in which it waits, or "alarm". rounds: how many of its waits were seen to end, in so many seconds. reachable:
    whether somebody outside could give it something to do.
    """

    pid: int
    tid: int
    call: str
    rounds: int
    seconds: float
    reachable: bool = False


@dataclass(frozen=True)
class Fork:
    """A fork, as the child noted it: its pid, its parent, and the line that forked, if known."""

    pid: int
    parent: int
    file: str | None = None
    line: int | None = None
    function: str | None = None


@dataclass(frozen=True)
class Closing:
    """A line that has closed an end, or has made a file object of it that has. at: time.monotonic().

    inode, is_a: of the end, as of `Known`.
    """

    inode: int
    is_a: str
    file: str
    line: int
    function: str
    how: Literal["closed", "opened to read", "opened to write"]
    at: float


@dataclass(frozen=True)
class Known:
    """A descriptor that a line can name. is_a: in words; other: the inode of the other end, 0 where it is not known.

    closed: by whom, where it is not open any more. ended: whether what it reads from is at its end; None of what
    nobody reads.
    """

    name: str
    fd: int
    inode: int
    is_a: str
    other: int
    closed: Closing | None = None
    ended: bool | None = None


@dataclass(frozen=True)
class Raised:
    """An exception, the program's innermost line on its way, and the descriptors that this line can name.

    number: errno. at: time.monotonic().
    """

    kind: str
    text: str
    number: int | None
    at: float
    file: str | None = None
    line: int = 0
    function: str = ""
    ends: tuple[Known, ...] = ()


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
class End:
    """An end of a thing: the process that holds it, its side, and its name there, if known.

    side: "read", "write" or "both" of a pipe, "end 1" or "end 2" of a connection, "master" or "slave" of a
    terminal, "holder" or "waiter" of a lock, "listener". fd: None if it is no descriptor. tid: of a holder. made: the
    line that made or took it, as "file:line". pending: bytes that were written to it and not flushed. in_flight:
    whether the descriptor is that of a socket, with this end in a message that was not received. given: the function
    that was called with it and has come back, and its name for it. unread: the reader with a buffer, and how many bytes
    are in that. users: the tids of the threads that have it in a variable of their own.
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
    wait, such as `join`. outside: whether only somebody outside the tree could wake it.
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
    """Whether no line of the program itself runs in this thread."""
    itself: bool = False
    """Whether this thread itself would have to bring about what it waits for."""
    missed: Once | None = None
    """The news that it waits for, if they were told already."""
    keeps: tuple[int, ...] = ()
    """The tids of tasks that cannot go on meanwhile: it keeps the thread of their event loop."""


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

    roles: the roles of all processes by pid, those that are told with others as well.
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
