"""The Unix sockets of a network and their peers, asked of the kernel over netlink: sock_diag(7).

pyroute2 can do this too. It is not used, because importing it takes as long as a whole verdict may take, and because
the exercises also run where only pytest and its two plugins are installed.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
from dataclasses import replace

from kata.facts import Socket
from kata.kernel import addresses
from kata.kernel.networks import into_this_network

# include/uapi/linux/netlink.h, sock_diag.h, unix_diag.h
SOCK_DIAG_BY_FAMILY = 20
NLM_F_REQUEST_DUMP = 0x301
NLMSG_DONE = 3
UDIAG_SHOW_NAME = 1
UDIAG_SHOW_VFS = 2
UDIAG_SHOW_PEER = 4
UDIAG_SHOW_ICONS = 8
UNIX_DIAG_NAME = 0
UNIX_DIAG_VFS = 1
UNIX_DIAG_PEER = 2
UNIX_DIAG_ICONS = 3
SHOW = UDIAG_SHOW_NAME | UDIAG_SHOW_VFS | UDIAG_SHOW_PEER | UDIAG_SHOW_ICONS
MINOR_BITS = 20  # of a device in the kernel: include/linux/kdev_t.h
TCP_LISTEN = 10  # include/net/tcp_states.h, for Unix sockets as well
TYPES = {1: "stream", 2: "datagram", 5: "seqpacket"}

HEADER = struct.Struct("=IHHII")  # struct nlmsghdr: length, type, flags, sequence, port
REQUEST = struct.Struct("=BBHIIIII")  # struct unix_diag_req
REPLY = struct.Struct("=BBBxIII")  # struct unix_diag_msg: family, type, state, inode, cookie
ATTRIBUTE = struct.Struct("=HH")  # struct nlattr: length, type


def unix_sockets(network: socket.socket | None = None) -> dict[int, Socket]:
    """All Unix sockets of a network namespace, by default this one, by inode; empty where netlink is refused."""
    try:
        with network.dup() if network else socket.socket(fileno=into_this_network()) as netlink:
            _forget(netlink)
            request = REQUEST.pack(socket.AF_UNIX, 0, 0, 0xFFFFFFFF, 0, SHOW, 0, 0)
            size = HEADER.size + len(request)
            netlink.send(HEADER.pack(size, SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST_DUMP, 1, 0) + request)
            return _replies(netlink)
    except OSError:
        return {}


def _forget(netlink: socket.socket) -> None:
    """Drop the rest of an earlier reply that was not read to its end, and is outdated: netlink(7)."""
    with contextlib.suppress(BlockingIOError):
        while True:
            netlink.recv(1 << 18, socket.MSG_DONTWAIT)


def _replies(netlink: socket.socket) -> dict[int, Socket]:
    found: dict[int, Socket] = {}
    callers: dict[int, int] = {}
    while True:
        data = netlink.recv(1 << 18)
        while len(data) >= HEADER.size:
            length, kind, *_ = HEADER.unpack_from(data)
            if kind != SOCK_DIAG_BY_FAMILY:  # the end of the dump, or an error
                return _with_callers(found, callers) if kind == NLMSG_DONE else {}
            reply, waiting = parse(data[HEADER.size : length])
            found[reply.inode] = reply
            callers |= dict.fromkeys(waiting, reply.inode)
            data = data[(length + 3) & ~3 :]


def _with_callers(found: dict[int, Socket], callers: dict[int, int]) -> dict[int, Socket]:
    """Make the listener the peer of sockets that have called it and are not accepted yet."""
    for inode, listener in callers.items():
        if inode in found:
            found[inode] = replace(found[inode], peer=listener)
    return found


def parse(message: bytes) -> tuple[Socket, tuple[int, ...]]:
    """Parse one struct unix_diag_msg: a socket, and the inodes of callers that it has not accepted yet."""
    _, kind, state, inode, *_ = REPLY.unpack_from(message)
    peer, name, callers, file = 0, b"", (), (-1, 0)
    rest = message[REPLY.size :]
    while len(rest) >= ATTRIBUTE.size:
        length, attribute = ATTRIBUTE.unpack_from(rest)
        value = rest[ATTRIBUTE.size : length]
        if attribute == UNIX_DIAG_PEER:
            (peer,) = struct.unpack_from("=I", value)
        if attribute == UNIX_DIAG_NAME:
            name = value
        if attribute == UNIX_DIAG_VFS:
            number, device = struct.unpack_from("=II", value)
            file = os.makedev(device >> MINOR_BITS, device & (1 << MINOR_BITS) - 1), number
        if attribute == UNIX_DIAG_ICONS:
            callers = struct.unpack(f"={len(value) // 4}I", value)
        rest = rest[max((length + 3) & ~3, ATTRIBUTE.size) :]
    address = addresses.name_spoken(name)
    kind = TYPES.get(kind, "unknown")
    listening = state == TCP_LISTEN
    return Socket(inode, kind, peer, bool(name), listening=listening, address=address, file=file), callers


def listener_at(address: str, file: tuple[int, int] | None, found: dict[int, Socket]) -> int:
    """The inode of the socket that listens at an address of unix(7), 0 if there is none.

    file: the device and inode of what is there, None for an abstract name.
    """
    for each in found.values():
        is_meant = each.address == address if file is None else each.file == file
        if each.family == "Unix" and each.listening and is_meant:
            return each.inode
    return 0
