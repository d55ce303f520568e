"""The TCP and UDP sockets of a network, and which of them are connected to each other: proc_pid_net(5)."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from kata.facts import Socket
from kata.kernel import procfs

LISTEN = 0x0A  # include/net/tcp_states.h
TRIED_AGAIN = (0x02, 0x03)
"""Half open on either side: the kernel repeats what had no answer, until it gives up."""
EMBRYOS = (0x01, 0x03, 0x08)
"""Established, about to be, or the caller has ended its direction: a connection that was not accepted yet has no inode,
and one that was closed is in none of these states."""
NO_TIMER, KEEP_ALIVE, PROBE = 0, 2, 4  # proc_net_tcp of the kernel
ANY = (("0.0.0.0", "::"), ("::",))  # addresses that stand for every one, of IPv4 and of IPv6

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
    """All sockets by inode, with the inode of the peer where that is on this machine.

    The peer is 0 for a socket without one, and -1 for one that is elsewhere, or may be.
    """
    found = {}
    for rows, kind in ((list(tcp), "TCP"), (list(udp), "UDP")):
        by_ends = {(row.local, row.remote): row for row in rows}
        serving = _serving(rows, kind)
        is_held = kind == "UDP" and any(row.unsent for row in rows)
        calls = {each for row in rows if row.state in TRIED_AGAIN for each in (row.local[1], row.remote[1])}
        for row in rows:
            if row.inode:
                other = by_ends.get((row.remote, row.local))
                peer = _peer(row, kind, other, serving)
                is_called = kind == "TCP" and row.state == LISTEN and row.local[1] in calls
                found[row.inode] = _socket(row, kind, other, peer, is_held or is_called)
    return found


def _serving(rows: list[Row], kind: str) -> dict[Address, set[int]]:
    """The inodes of those who take what comes to an address."""
    found: dict[Address, set[int]] = {}
    for row in rows:
        if row.state == LISTEN or (kind == "UDP" and not row.remote[1]):
            found.setdefault(row.local, set()).add(row.inode)
    return found


def _peer(row: Row, kind: str, other: Row | None, serving: dict[Address, set[int]]) -> int:
    """The socket at the other end, or the one that will accept this; -1 where that is not exactly one of here.

    Whoever is bound to every address takes what is sent over UDP only where nobody binds to the one that is meant; over
    IPv4, also where it is of IPv6, if it likes.
    """
    host, port = row.remote
    if not port:
        return 0
    if other is not None and other.inode:
        return other.inode
    if kind == "TCP" and (other is None or other.state not in EMBRYOS):
        return -1
    takers = serving.get((host, port))
    if not takers and kind == "TCP":
        takers = set().union(*(serving.get((each, port), ()) for each in ANY[":" in host]))
    return min(takers) if takers and len(takers) == 1 else -1


def _socket(row: Row, kind: str, other: Row | None, peer: int, is_held: bool) -> Socket:
    """One socket. is_held: whether a queue of the network holds a datagram back, nobody can say whose; or whether a
    connection to who listens has not come about yet, and is tried again.
    """
    listening = kind == "TCP" and row.state == LISTEN
    return Socket(
        row.inode,
        "datagram" if kind == "UDP" else "stream",
        peer,
        named=not row.remote[1],
        family=kind,
        listening=listening,
        address=spoken(row.local),
        moving=is_held
        or (
            kind == "TCP"
            and not listening
            and (_is_moving(row, other) or (other is not None and _is_moving(other, row)))
        ),
        probing=kind == "TCP" and (_is_probing(row) or _is_probing(other)),
        held_back=kind == "TCP" and row.unread > 0 and _is_probing(other),
        kept_alive=kind == "TCP"
        and any(each is not None and each.timer == KEEP_ALIVE for each in (row, other)),
    )


def _is_probing(row: Row | None) -> bool:
    return row is not None and row.timer == PROBE


def _is_moving(row: Row, other: Row | None) -> bool:
    """Whether something of a TCP socket is under way, or a timer of it at work, that others may feel.

    Keep-alive is answered by the kernel, as long as nobody cuts the network. A timer of probes runs as well where data
    is held back for a moment, corked in tcp(7); but where the peer has data that it does not read, there is no room
    for more.
    """
    if row.timer == PROBE:
        return other is None or not other.unread
    return row.unsent > 0 or row.timer not in (NO_TIMER, KEEP_ALIVE)


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
