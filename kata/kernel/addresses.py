"""Addresses of sockets, as they stand in memory: unix(7), ip(7), ipv6(7)."""

from __future__ import annotations

import os
import socket
import struct

from kata.kernel import inet

LONGEST = 128  # bytes: struct sockaddr_storage


def spoken(data: bytes) -> str:
    """The address in a struct sockaddr: "127.0.0.1:80", "[::1]:80", a path, "@name"; empty for any other."""
    if (name := name_in(data)) is not None:
        return name_spoken(name)
    family, port = family_of(data), int.from_bytes(data[2:4], "big")
    if family == socket.AF_INET and len(data) >= 8:
        return inet.spoken((socket.inet_ntop(family, data[4:8]), port))
    if family == socket.AF_INET6 and len(data) >= 24:
        return inet.spoken((socket.inet_ntop(family, data[8:24]), port))
    return ""


def of_python(address: object) -> str:
    """The same for an address as Python has it; empty for one that says nothing."""
    match address:
        case str() | bytes():
            return name_spoken(os.fsencode(address))
        case (str(host), int(port), *_):
            return inet.spoken((host, port)) if port else ""
    return ""


def family_of(data: bytes) -> int:
    """The family in a struct sockaddr, 0 if that is too short to have one."""
    return int(struct.unpack_from("=H", data)[0]) if len(data) >= 2 else 0


def name_in(data: bytes) -> bytes | None:
    """The name in a struct sockaddr_un, a path or an abstract name behind a zero byte; None for another family."""
    return data[2:] if family_of(data) == socket.AF_UNIX else None


def name_spoken(name: bytes) -> str:
    """The name of a Unix socket in words: "@name" if it is abstract, else a path, or nothing."""
    abstract = name.startswith(b"\0")
    return f"@{os.fsdecode(name[1:])}" if abstract else os.fsdecode(name.partition(b"\0")[0])
