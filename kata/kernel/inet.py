"""The TCP and UDP sockets of a network, and which of them are connected to each other: proc_pid_net(5)."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from kata.facts import Socket
from kata.kernel import procfs

LISTEN = 0x0A  # include/net/tcp_states.h
PROBE = 4  # the timer of a sender that asks whether the window is open again: nothing else is in flight

Address = tuple[str, int]


@dataclass(frozen=True)
class Row:
    """One line of the table: addresses as (text, port), the state, bytes under way, the timer that runs, the inode."""

    local: Address
    remote: Address
    state: int
    unsent: int
    unread: int
    timer: int
    inode: int


def rows(text: str) -> list[Row]:
    """The lines of /proc/net/tcp, tcp6, udp or udp6."""
    found = []
    for line in text.splitlines()[1:]:
        words = line.split()
        unsent, unread = (int(word, 16) for word in words[4].split(":"))
        timer = int(words[5].partition(":")[0], 16)
        state, inode = int(words[3], 16), int(words[9])
        found.append(Row(_address(words[1]), _address(words[2]), state, unsent, unread, timer, inode))
    return found


def _address(text: str) -> Address:
    """Parse an address, written in words of four bytes in the order of the machine; IPv4 in IPv6 becomes IPv4."""
    digits, _, port = text.partition(":")
    words = [int(digits[i : i + 8], 16) for i in range(0, len(digits), 8)]
    packed = struct.pack(f"={len(words)}I", *words)
    if packed.startswith(bytes(10) + b"\xff\xff"):
        packed = packed[12:]
    family = socket.AF_INET if len(packed) == 4 else socket.AF_INET6
    return socket.inet_ntop(family, packed), int(port, 16)


def sockets(tcp: Iterable[Row], udp: Iterable[Row]) -> dict[int, Socket]:
    """All sockets by inode, each with the inode of its peer.

    The peer is 0 for a socket that has none, and -1 if it is on another machine.
    """
    tcp, udp = list(tcp), list(udp)
    found = {}
    for rows, kind in ((tcp, "TCP"), (udp, "UDP")):
        by_ends = {(row.local, row.remote): row for row in rows}
        listeners = [row for row in rows if row.state == LISTEN or (kind == "UDP" and not row.remote[1])]
        for row in rows:
            if row.inode:
                found[row.inode] = _socket(row, kind, by_ends.get((row.remote, row.local)), listeners)
    return found


def _socket(row: Row, kind: str, other: Row | None, listeners: list[Row]) -> Socket:
    listening = kind == "TCP" and row.state == LISTEN
    moving = kind == "TCP" and (
        (row.unsent > 0 and row.timer != PROBE and not listening)
        or (other is not None and other.unsent > 0 and other.timer != PROBE)
    )
    peer = 0
    if row.remote[1]:
        accepts = next((each.inode for each in listeners if _serves(each, row.remote)), -1)
        peer = other.inode if other and other.inode else accepts
    return Socket(
        row.inode,
        "datagram" if kind == "UDP" else "stream",
        peer,
        named=not row.remote[1],
        family=kind,
        listening=listening,
        address=spoken(row.local),
        moving=moving,
    )


def _serves(listener: Row, address: Address) -> bool:
    return listener.local[1] == address[1] and listener.local[0] in (address[0], "0.0.0.0", "::")


def spoken(address: Address) -> str:
    host, port = address
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def of_process(pid: int | str) -> dict[int, Socket]:
    """The sockets in the network namespace of a process, but for tables that cannot be read."""
    read = []
    for name in ("tcp", "tcp6", "udp", "udp6"):
        try:
            read.append(rows(procfs.read(f"/proc/{pid}/net/{name}")))
        except OSError:
            read.append([])
    return sockets(read[0] + read[1], read[2] + read[3])
