"""Notes that the processes of a tree write for the process that watches them.

Some facts cannot be seen from outside: where a child was forked, that it came back into its caller, which line made a
descriptor. The process itself appends them to one file, a line of JSON each. The file is opened anew for each line,
so closing all descriptors does no harm; if no new one can be had, a descriptor that was kept open serves. O_APPEND
keeps the lines whole (open(2)).

This module is loaded into every Python program that is watched, so it imports next to nothing.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from _json import encode_basestring_ascii  # `json` itself takes as long to import as Python to start

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    Note = dict[str, Any]
else:
    Note = dict

KEPT = 200  # the lowest number for the descriptor that is kept open: far above those that a learner sees

# Once for a process, as in `reporter`: handlers and wrapped functions write notes too, and a fork copies both.
_path: str | None = None
_kept = -1


def begin(path: str | Path, keep: bool = True) -> None:
    """Let this process and those that it forks write their notes to `path` from now on.

    keep: hold a descriptor open for the case that no other can be had.
    """
    global _path, _kept
    _path = os.fspath(path)
    if not keep:
        return
    fd = _open(_path)
    _kept = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, KEPT)
    os.close(fd)


def note(kind: str, **facts: Any) -> None:
    """Append one note: its kind, the pid of the writer, `at`, and the facts. Without `begin`, nothing happens.

    at: time.monotonic(), which is one clock for all processes.
    """
    if _path is None:
        return
    line = to_json({"kind": kind, "pid": os.getpid(), "at": time.monotonic(), **facts}) + "\n"
    try:
        fd = _open(_path)
    except OSError as error:
        if error.errno != errno.EMFILE or _kept < 0 or os.fstat(_kept).st_ino != os.stat(_path).st_ino:
            raise
        os.write(_kept, line.encode())
        return
    try:
        os.write(fd, line.encode())
    finally:
        os.close(fd)


def _open(path: str) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)


def to_json(value: object) -> str:
    """Plain values as JSON: dicts, lists, tuples, text, numbers, None."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    if isinstance(value, dict):
        members = (f"{to_json(str(key))}: {to_json(each)}" for key, each in value.items())
        return "{" + ", ".join(members) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(to_json, value)) + "]"
    return repr(value)


def read(path: str | Path) -> list[Note]:
    """All notes in the order in which they were written; none if there is no file."""
    import json

    notes = []
    try:
        with open(path) as file:
            for line in file:
                try:
                    notes.append(json.loads(line))
                except ValueError:
                    continue  # a line that was cut short: its writer ran out of disk or of file size
    except FileNotFoundError:
        return []
    return notes
