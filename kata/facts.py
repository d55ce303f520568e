"""Plain data that flows from the kernel to the verdict: a dataclass for each thing that has a name.

    kernel -> Snapshot -> verdict

Every step between is a function over these. From there on, `autopsy.facts` has the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Access = Literal["read", "write", "both"]

Verdict = Literal["deadlock", "stuck", "timeout", "asked"]
"""The verdict: it is proved that a tree can never wake, or all but pollers probably cannot; or only its time is over,
or somebody has asked how things stand."""

World = Literal["sealed", "open"]
"""Whether all who could wake a tree are in it, as for a test, or strangers may come, as for any other program."""


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
    """A FIFO that is being opened: its path, its inode, for what, and whether others can still open it.

    device: the number of its file system.
    """

    path: str
    inode: int
    access: Access
    named: bool
    device: int = -1


@dataclass(frozen=True)
class Memory:
    """Memory with locks that processes can share: the device and inode of what is mapped.

    named: others may find and map it yet. known_by_name: it has or had a name, under which anybody could. by_fork: it
    is shared by those who were forked with it.
    """

    device: str
    inode: int
    named: bool
    known_by_name: bool = True
    by_fork: bool = False


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
    of who owns the mutex that it waits for, 0 if that is not known. resumes: whether it takes up again a call of epoll
    that a stop has ended. callee: the inode of the Unix socket that has no room for the connection that it asks for.
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
    resumes: bool = True
    callee: int = 0


@dataclass(frozen=True)
class Descriptor:
    """An open descriptor: what it leads to (`kind`, `inode`) and what it can do ("read", "write", "both").

    path: where others can open the same file, empty if it has no name. device: the number of its file system. locked:
    the kind of lock that is held through it, "FLOCK", "POSIX" or "OFDLCK". locks: all of them, in the words of
    /proc/locks. The access of a pseudo-terminal is "master" or "slave", and its inode is its number. The inode of an
    eventfd is its id, that of a pidfd the pid. carries: how many descriptors are in messages that wait to be received
    from a socket. signals: whether arriving data brings SIGIO, O_ASYNC in open(2).
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
    device: int = -1


@dataclass(frozen=True)
class Process:
    """A process of the tree. `image` is the name of its program, None if the process can tell of itself.

    handles: the signals that it handles in its own way. interruptible: whether it handles SIGINT as its language has
    it, by a KeyboardInterrupt for example. terminal: whether it has a controlling terminal. traced: whether a debugger
    is attached. fork_server: whether it is that of multiprocessing, whose address nobody else knows. timers: the
    numbers of its POSIX timers, armed or not. library_signals: whether its C library handles signals of its own.
    pending: the signals that were sent to it and that it blocks. deadly: those of them that would end it.
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
    library_signals: bool = False
    pending: tuple[int, ...] = ()
    deadly: tuple[int, ...] = ()

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
    moving: whether data is under way that will arrive by itself. probing: whether a timer of probes is at work here or
    at the peer, so that something may be held back for a moment. held_back: the same of data that is to follow other
    data, not read yet. kept_alive: whether a timer is to ask, from either end, if the other one is still there.
    file: the device and inode of the file to which a Unix socket is bound, whatever its name is by now.
    """

    inode: int
    type: str
    peer: int
    named: bool = False
    family: str = "Unix"
    listening: bool = False
    address: str = ""
    moving: bool = False
    probing: bool = False
    held_back: bool = False
    kept_alive: bool = False
    file: tuple[int, int] = (-1, 0)


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
class Place:
    """The place of a tree, as far as nobody else can reach it.

    network: whether its network is its own. folder: the path of a folder whose content only the tree knows, "" for
    none. device: the number of the file system in that folder, -1 if it is a part of another one.
    """

    network: bool = False
    folder: str = ""
    device: int = -1


SHARED = Place()
"""A place that others can reach as well."""


@dataclass(frozen=True)
class Outside:
    """The world around a tree, as far as it can be seen.

    holds: kinds and inodes of what others have open. maps: devices and inodes of what others have mapped. hidden:
    there are processes that may not be looked at. interrupts: the program reckons with Ctrl-C. limited: inodes of
    sockets with a time limit, whoever has set it. frozen: somebody has frozen processes of the tree. in_flight:
    descriptors lie in messages that others have not received, and nobody can see which. content: pids of those
    who may go on with a part of what they write, if they are stopped and continued. place: where the tree is by itself.
    """

    holds: frozenset[tuple[str, int]] = frozenset()
    maps: frozenset[tuple[str, int]] = frozenset()
    hidden: bool = False
    interrupts: bool = False
    limited: frozenset[int] = frozenset()
    frozen: bool = False
    in_flight: bool = False
    content: frozenset[int] = frozenset()
    place: Place = SHARED


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
