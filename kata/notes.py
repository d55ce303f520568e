"""What the processes of a test write down for the one that watches them.

Some facts can be seen nowhere from outside: an armed alarm, where a child was forked, that it came back into
its caller. The process itself appends them, a line of JSON each, to one file. The file is opened anew for each
line, so a learner's code that closes descriptors takes nothing away; where it has used up all descriptors, one
that was kept open serves. O_APPEND keeps the lines whole (open(2)).
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
from pathlib import Path
from typing import Any

Note = dict[str, Any]

KEPT = 200  # the lowest number for the descriptor that is kept: far from those that a learner sees

_path: Path | None = None
_kept = -1


def begin(path: Path) -> None:
    """From now on, this process and the ones that it forks write their notes to `path`."""
    global _path, _kept
    _path = path
    fd = _open(path)
    _kept = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, KEPT)
    os.close(fd)


def note(kind: str, **facts: Any) -> None:
    """Append one note: its kind, the pid of the writer and the facts. Without `begin`, nothing happens."""
    if _path is None:
        return
    line = json.dumps({"kind": kind, "pid": os.getpid(), **facts}) + "\n"
    try:
        fd = _open(_path)
    except OSError as error:
        if error.errno != errno.EMFILE or os.fstat(_kept).st_ino != _path.stat().st_ino:
            raise
        os.write(_kept, line.encode())
        return
    try:
        os.write(fd, line.encode())
    finally:
        os.close(fd)


def _open(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)


def read(path: Path) -> list[Note]:
    """All notes in the order in which they were written; none if there is no file."""
    try:
        text = path.read_text()
    except FileNotFoundError:
        return []
    notes = []
    for line in text.splitlines():
        try:
            notes.append(json.loads(line))
        except ValueError:
            continue  # a line that was cut short: its writer ran out of disk or of file size
    return notes
