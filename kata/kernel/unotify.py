"""Let a process tell of its calls before they are made, and hear them: seccomp_unotify(2).

The first process of a tree installs a filter that hands a few calls, and no others, to the watcher: `clocks` says
which, and `deeds`, where these are asked for. Forked processes inherit it, exec keeps it. The watcher writes the call
down and lets it continue; no program can tell the difference.
"""

from __future__ import annotations

import array
import contextlib
import errno
import fcntl
import functools
import os
import select
import socket
import struct
from collections.abc import Sequence

from kata.facts import World
from kata.kernel import bpf, clocks, deed_calls, deeds
from kata.kernel.heard import Heard

RECEIVE, SEND = 0xC0502100, 0xC0182101  # SECCOMP_IOCTL_NOTIF_RECV, SECCOMP_IOCTL_NOTIF_SEND
IS_VALID = 0x40082102  # SECCOMP_IOCTL_NOTIF_ID_VALID
NOTIFICATION = struct.Struct("=QIIiIQ6Q")  # struct seccomp_notif: id, pid, flags, then struct seccomp_data
RESPONSE = struct.Struct("=QqiI")  # struct seccomp_notif_resp: id, val, error, flags
SET_FLAGS, SYNC_WAKE_UP = 0x40082104, 1  # SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP
CONTINUE = 1  # SECCOMP_USER_NOTIF_FLAG_CONTINUE, since Linux 5.5

AT_ONCE = 200  # calls

FOREIGN_KILL = 37  # i386 and arm
NOT_ALL = bpf.FAIL | errno.EPERM, (bpf.equals(0, 0xFFFFFFFF),)  # kill(-1, …): everybody's processes, kill(2)


def tell(and_deeds: bool = False, world: World = "sealed") -> int | None:
    """Let this process and all below it tell of their clocks from now on; return the descriptor that tells.

    It must be handed to the watcher, which reads it with `heard`, and closed here: a clock is not armed until the
    watcher has heard of it. None if the kernel has no such filter.
    """
    # Why does a proof of sleep need a filter of system calls? A process in `read` with an alarm set looks in /proc
    # like one that reads for ever, and so does one whose socket has a time limit: no file shows either, not even to
    # root. Timers of timerfd can be seen, so they are not told. Those of POSIX can be seen as well, but not whether
    # they are armed, and Ruby keeps one that is not. Interval timers of the processor's time stand still while a
    # process sleeps. A ring of io_uring can hold any clock, so to ask for one is told, and is a veto.
    #
    # Only seccomp hears these calls from every program: a static one, one in Perl, a child of a child after exec. And
    # it costs no other call anything to speak of: the kernel itself decides by the filter which calls are told, some
    # tens of microseconds each. A call waits until it was heard, so no clock ever runs that nobody knows of. Then the
    # kernel makes it as if there were no filter (CONTINUE), and the program gets the kernel's own answer, errors too.
    # seccomp_unotify(2) warns of CONTINUE: another thread can change what a pointer leads to between the look and the
    # call. That is a danger to a filter that forbids; this one forbids nothing that it has to look at, and a program
    # that deceives it is told something wrong about itself.
    #
    # Rejected: to wrap `signal.alarm` and its like in Python, with a list of programs that are known to arm no clock.
    # `perl -e 'alarm 5; exec "cat"'` was called a hang: exec keeps an alarm, and cat was on the list. LD_PRELOAD
    # misses static programs and calls made directly; ptrace(2) stops the tree at every call; BPF that traces needs
    # root.
    #
    # The price: below a program without privileges none is gained by exec, so `sudo` fails there. And somebody has to
    # hear until the last process has gone (`hear_out`): without a listener, these calls fail with ENOSYS.
    if bpf.HERE not in bpf.AUDIT_ARCH:
        return None
    try:
        listener = bpf.install(program(bpf.HERE, and_deeds, world), listen=True)
    except OSError:
        return None
    assert listener is not None
    os.set_inheritable(listener, False)
    with contextlib.suppress(
        OSError
    ):  # it came with Linux 6.6, and saves half of the time of a call that is told
        fcntl.ioctl(listener, SET_FLAGS, SYNC_WAKE_UP)
    return listener


@functools.cache
def program(machine: str, and_deeds: bool, world: World) -> bytes:
    """The program for the kernel: it chooses the calls that are told, and in a test refuses one."""
    told, foreign = clocks.rules(machine, world)
    told += deed_calls.rules(machine) if and_deeds else ()
    if world == "sealed":  # a slip in a test would end the whole session of a learner
        told.insert(0, (deed_calls.KILL[deed_calls.MACHINES.index(machine)] or 0, *NOT_ALL))
        foreign.insert(0, (FOREIGN_KILL, *NOT_ALL))
    return bpf.assemble(machine, told, bpf.TELL, foreign, bpf.ALLOW)


def heard(listener: int, record: deeds.Record | None = None) -> list[Heard]:
    """Hear the calls that were told of since the last time, in the order in which they were made; never wait.

    record: gets each call that is a deed before it is made, where those are told as well. After AT_ONCE calls the rest
    are left for the next time: threads that arm clocks in a loop would be heard for ever.
    """
    told: list[Heard] = []
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    for _ in range(AT_ONCE):
        if not any(event & select.POLLIN for _, event in poll.poll(0)):
            break
        message = bytearray(NOTIFICATION.size)
        try:
            fcntl.ioctl(listener, RECEIVE, message)
        except OSError:
            continue  # it was interrupted by a signal, and comes again, or it has ended
        known, tid, _, number, arch, _, *arguments = NOTIFICATION.unpack(message)
        native = arch == bpf.AUDIT_ARCH[bpf.HERE]
        is_deed = native and number in deed_calls.HERE
        found = (
            clocks.meant(tid, number, native, arguments) if not is_deed or number in clocks.MEANINGS else []
        )
        if is_deed and record is not None and not record(tid, number, tuple(arguments), known):
            told += found  # it goes on later
        elif let_go_on(listener, known):
            told += found
    return told


def is_told(listener: int) -> bool:
    """Whether a call was told and not heard yet: then its thread waits for that, and only seems to sleep in it."""
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    return any(event & select.POLLIN for _, event in poll.poll(0))


def is_waiting(listener: int, known: int) -> bool:
    """Whether the thread of a call, told by this number, still waits: it may have been killed, or interrupted."""
    try:
        fcntl.ioctl(listener, IS_VALID, struct.pack("Q", known))
    except OSError:
        return False
    return True


def let_go_on(listener: int, known: int) -> bool:
    """Let a call be made, told by this number; return False if its thread was killed or interrupted meanwhile."""
    try:
        fcntl.ioctl(listener, SEND, bytearray(RESPONSE.pack(known, 0, 0, CONTINUE)))
    except OSError:
        return False
    return True


def answer(listener: int, known: int, returned: int, number: int = 0) -> None:
    """End a call, told by this number, without making it: it returns this, or fails with an error number."""
    with contextlib.suppress(OSError):  # its thread was killed, or interrupted
        fcntl.ioctl(listener, SEND, bytearray(RESPONSE.pack(known, returned, -number, 0)))


def hear_out(listener: int) -> None:
    """Hear every call until the last process behind the filter has gone."""
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    while not any(event & select.POLLHUP for _, event in poll.poll()):
        heard(listener)


def send(fds: Sequence[int | None], channel: socket.socket) -> None:
    """Hand descriptors, such as the listener, to the watcher at the other end of a Unix socket pair; close them here.

    Nobody hears of this call yet, so it is not told: where deeds are, the number of the channel is
    `deed_calls.UNHEARD` or more, and in the open world it has the flags of a `clocks.HANDOVER`.
    """
    sent = [fd for fd in fds if fd is not None]
    rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", sent))
    channel.sendmsg([b"!"], [rights] if sent else [], clocks.HANDOVER)  # socket.send_fds leaves its flags out
    for fd in sent:
        os.close(fd)


def receive(channel: socket.socket) -> list[int]:
    """The descriptors that the watched process has sent; none if it had none, or has gone."""
    return socket.recv_fds(channel, 1, 8)[1]
