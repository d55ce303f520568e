"""Which Unix socket is connected to which, asked of the kernel over netlink: sock_diag(7).

pyroute2 can do this too. It is not used because importing it takes as long as a whole verdict may take, and
because the exercises also run where only pytest and its two plugins are installed.
"""

from __future__ import annotations

import socket
import struct

from kata.facts import Socket

# include/uapi/linux/netlink.h, sock_diag.h, unix_diag.h
NETLINK_SOCK_DIAG = 4
SOCK_DIAG_BY_FAMILY = 20
NLM_F_REQUEST_DUMP = 0x301
NLMSG_DONE = 3
UDIAG_SHOW_NAME = 1
UDIAG_SHOW_PEER = 4
UNIX_DIAG_NAME = 0
UNIX_DIAG_PEER = 2
SHOW = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER
TYPES = {1: "stream", 2: "datagram", 5: "seqpacket"}

HEADER = struct.Struct("=IHHII")  # struct nlmsghdr: length, type, flags, sequence, port
REQUEST = struct.Struct("=BBHIIIII")  # struct unix_diag_req
REPLY = struct.Struct("=BBBxIII")  # struct unix_diag_msg: family, type, state, inode, cookie
ATTRIBUTE = struct.Struct("=HH")  # struct nlattr: length, type


def unix_sockets() -> dict[int, Socket]:
    """All Unix sockets of this network namespace by inode; empty where netlink is refused."""
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_SOCK_DIAG) as netlink:
            request = REQUEST.pack(socket.AF_UNIX, 0, 0, 0xFFFFFFFF, 0, SHOW, 0, 0)
            size = HEADER.size + len(request)
            netlink.send(HEADER.pack(size, SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST_DUMP, 1, 0) + request)
            return _replies(netlink)
    except OSError:
        return {}


def _replies(netlink: socket.socket) -> dict[int, Socket]:
    found: dict[int, Socket] = {}
    while True:
        data = netlink.recv(1 << 18)
        while len(data) >= HEADER.size:
            length, kind, *_ = HEADER.unpack_from(data)
            if kind != SOCK_DIAG_BY_FAMILY:  # the end of the dump, or an error
                return found if kind == NLMSG_DONE else {}
            reply = parse(data[HEADER.size : length])
            found[reply.inode] = reply
            data = data[(length + 3) & ~3 :]


def parse(message: bytes) -> Socket:
    """One struct unix_diag_msg with its attributes."""
    _, kind, _, inode, *_ = REPLY.unpack_from(message)
    peer, named = 0, False
    rest = message[REPLY.size :]
    while len(rest) >= ATTRIBUTE.size:
        length, attribute = ATTRIBUTE.unpack_from(rest)
        if attribute == UNIX_DIAG_PEER:
            (peer,) = struct.unpack_from("=I", rest, ATTRIBUTE.size)
        named = named or attribute == UNIX_DIAG_NAME
        rest = rest[max((length + 3) & ~3, ATTRIBUTE.size) :]
    return Socket(inode, TYPES.get(kind, "unknown"), peer, named)
