"""Processes that wait to write all of something, of which a part may be written, and may be content with that.

Whoever writes more than fits has written a part of it when he waits for room. If he is stopped and continued then, his
call gives back how much that was, signal(7), and what he does next is his affair: a buffered file of Python writes the
rest, `sendall` as well, and `os.write` does not. So the program's own files are read for the words of such calls.
"""

from __future__ import annotations

import os
import re
import socket

from kata.facts import Call, Outside, Process, Snapshot, Thread
from kata.kernel import procfs
from kata.kernel.signals import SYSTEM
from kata.kernel.syscalls import SENDS
from kata.proof.ctrl_c import texts

AT_ONCE = 4096  # bytes that are written all or none: PIPE_BUF of pipe(7), and one buffer of a Unix socket
SIZE = {"write": 2, "sendto": 2}
"""Calls whose size is one of their arguments, with its place."""
NAMED = re.compile(
    r"\b(os|posix)\s*\.\s*(p?writev?|sendfile|splice)\b|\.(send|sendto|sendmsg|raw)\b|\bFileIO\b"
    r"|\bfrom\s+(os|posix)\s+import\b|\bimport\s+(os|posix)\s+as\b|\bbuf(fering|size)\b|\bopen\([^)]*,\s*0\s*\)|\bctypes\b|\bcffi\b"
)
WRITERS = (
    "cat",
    "sort",
    "tr",
    "sed",
    "grep",
    "tee",
    "head",
    "tail",
    "seq",
    "yes",
    "gawk",
    "mawk",
    "bash",
    "dash",
)
"""Programs of the system that write the rest."""


FOR_ALL = {"recvfrom": 3, "recvmsg": 2}
"""Calls that may wait for all that they ask for, with the place of their flags."""


def may_be_all(pid: int, call: Call, outside: Outside) -> bool:
    """Whether a stop may end a call that has done a part, and its process be content with that."""
    if call.name in FOR_ALL:
        return bool(call.arguments[FOR_ALL[call.name]] & socket.MSG_WAITALL)
    return call.name in SENDS and pid in outside.content


def content(snapshot: Snapshot) -> frozenset[int]:
    """The pids of those who may go on with a part of what they write."""
    return frozenset(
        process.pid
        for process in snapshot.processes
        if any(_has_parts(process, thread, snapshot) for thread in process.threads)
        if not _writes_the_rest(process)
    )


def _has_parts(process: Process, thread: Thread, snapshot: Snapshot) -> bool:
    """Whether a thread may have done a part of its call: a datagram has none, and few bytes have none but over TCP."""
    call = thread.call
    if call is None or call.name not in SENDS:
        return False
    inode = next((d.inode for d in process.descriptors if d.fd == call.fd and d.kind == "socket"), 0)
    known = snapshot.sockets.get(inode)
    if known is not None and known.type != "stream":
        return False
    size = call.arguments[SIZE[call.name]] if call.name in SIZE else AT_ONCE + 1
    return size > (1 if known is not None and known.family == "TCP" else AT_ONCE)


def _writes_the_rest(process: Process) -> bool:
    if process.image is not None:
        file = os.readlink(f"/proc/{process.pid}/exe")
        return file in [folder + name for folder in SYSTEM for name in WRITERS]
    variables = procfs.environment(process.pid)
    return not any(text is None or NAMED.search(text) for text in texts(process.pid, variables))
