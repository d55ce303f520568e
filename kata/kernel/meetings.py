"""The names at which a thread waits for somebody: the FIFO that it opens, fifo(7), the Unix socket that it calls."""

from __future__ import annotations

import os
import stat
from dataclasses import replace

from kata.facts import Call, Opening, Process, Socket, Thread
from kata.kernel import addresses, detours
from kata.kernel.descriptors import ACCESS, memory, path_in
from kata.kernel.syscalls import as_int
from kata.kernel.unix_sockets import listener_at


def opening(tid: int, call: Call) -> Opening | None:
    """The FIFO that a thread waits to open, fifo(7); None for another file, which somebody has to let it have.

    Nor is a file looked for whose file system has to answer first: whoever looks there would wait as well.
    """
    if call.name not in ("open", "openat") or detours.is_at_a_file_system(tid):
        return None
    at, path, flags = (-100, *call.arguments[:2]) if call.name == "open" else call.arguments[:3]
    text = path_in(tid, path)
    facts = os.stat(_as_seen_by(tid, text, "cwd" if as_int(at) == -100 else f"fd/{as_int(at)}"))
    if not stat.S_ISFIFO(facts.st_mode):
        return None
    access = ACCESS.get(flags & os.O_ACCMODE, "both")
    return Opening(text, facts.st_ino, access, bool(facts.st_nlink), facts.st_dev)


def with_callees(process: Process, sockets: dict[int, Socket]) -> Process:
    """Say of threads that wait in connect(2) which Unix socket has no room for them."""
    if not any(thread.call and thread.call.name == "connect" for thread in process.threads):
        return process
    return replace(process, threads=tuple(_with_callee(thread, sockets) for thread in process.threads))


def _with_callee(thread: Thread, sockets: dict[int, Socket]) -> Thread:
    """The same thread, with the socket that it calls: the address is a struct sockaddr_un of unix(7)."""
    if thread.call is None or thread.call.name != "connect":
        return thread
    _, place, size, *_ = thread.call.arguments
    name = addresses.name_in(memory(thread.tid, place, min(as_int(size), addresses.LONGEST)))
    if not name:
        return thread
    address, file = addresses.name_spoken(name), None
    if not name.startswith(b"\0"):
        facts = os.stat(_as_seen_by(thread.tid, address))
        file = facts.st_dev, facts.st_ino
    return replace(thread, callee=listener_at(address, file, sockets))


def _as_seen_by(tid: int, path: str, at: str = "cwd") -> str:
    """A path from here to what a thread finds by its own. at: the folder in its /proc at which a path begins."""
    return f"/proc/{tid}/root{path}" if path.startswith("/") else f"/proc/{tid}/{at}/{path}"
