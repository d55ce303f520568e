"""Addresses of sockets, as they stand in memory: unix(7), ip(7), ipv6(7)."""

from __future__ import annotations

import os
import socket
import struct

LONGEST = 128  # bytes: struct sockaddr_storage


def spoken(data: bytes) -> str:
    """The address in a struct sockaddr: "127.0.0.1:80", "[::1]:80", a path, "@name"; empty for any other."""
    if len(data) < 2:
        return ""
    (family,) = struct.unpack_from("=H", data)
    if family == socket.AF_UNIX:
        return (
            f"@{os.fsdecode(data[3:])}" if data[2:3] == b"\0" else os.fsdecode(data[2:].partition(b"\0")[0])
        )
    if family == socket.AF_INET and len(data) >= 8:
        return f"{socket.inet_ntop(family, data[4:8])}:{int.from_bytes(data[2:4], 'big')}"
    if family == socket.AF_INET6 and len(data) >= 24:
        return f"[{socket.inet_ntop(family, data[8:24])}]:{int.from_bytes(data[2:4], 'big')}"
    return ""
