"""Descriptors in messages that leave a tree: SCM_RIGHTS in unix(7).

Whoever has received an end can wake its peers, and need not be seen: the message may wait where nobody has a
descriptor for it, or be read by a process that may not be looked at. So what is sent is written down as it is sent,
with the socket where it waits: that may be sent as well.
"""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterator, Sequence

from kata.kernel import tree
from kata.kernel.descriptors import descriptor, memory
from kata.kernel.heard import Sent
from kata.kernel.procfs import GONE
from kata.kernel.strangers import held
from kata.kernel.unix_sockets import unix_sockets

HEADER = struct.Struct(
    "=QIxxxxQQQQIxxxx"
)  # struct msghdr of 64 bits: name, iov and control, each with its length
CONTROL = struct.Struct("=Qii")  # struct cmsghdr: length, level, type
EACH = 64  # bytes of a struct mmsghdr
MOST = 1024  # messages of one call: UIO_MAXIOV


def many(address: int, count: int) -> list[int]:
    """The addresses of the headers of the messages of one sendmmsg(2)."""
    return [address + EACH * place for place in range(min(count, MOST))]


def sent(tid: int, fd: int, headers: Sequence[int]) -> Iterator[Sent]:
    """The descriptors in the messages that a thread sends."""
    for header in headers:
        name, _, _, _, control, size, _ = HEADER.unpack(memory(tid, header, HEADER.size))
        fds = list(passed(memory(tid, control, size))) if control and size else []
        via = 0 if name or not fds else _inside(tid, fd)
        for each in fds:
            known = descriptor(tid, each)
            yield Sent(known.kind, known.inode, via)


def passed(control: bytes) -> Iterator[int]:
    """The numbers of the descriptors in the ancillary data of a message: cmsg(3)."""
    place = 0
    while place + CONTROL.size <= len(control):
        length, level, kind = CONTROL.unpack_from(control, place)
        data = control[place + CONTROL.size : place + length]
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            yield from (number for (number,) in struct.iter_unpack("i", data[: len(data) // 4 * 4]))
        place += max((length + 7) & ~7, CONTROL.size)


def _inside(tid: int, fd: int) -> int:
    """The inode of the other end of a socket, if the tree of this process has it open; 0 if not.

    Then whoever receives is in the tree as well, unless the other end was or will be sent to somebody outside.
    """
    inode = os.stat(f"/proc/{tid}/fd/{fd}").st_ino
    known = unix_sockets().get(inode)
    if known is None or not known.peer:
        return 0
    for pid in tree.descendants(os.getpid()):
        try:
            if ("socket", known.peer) in held(pid):
                return known.peer
        except GONE:
            continue
    return 0
