"""What the processes of a test write down for the one that watches them.

Some facts can be seen nowhere from outside: an armed alarm, where a child was forked, that it came back into
its caller. The process itself appends them, a line of JSON each, to one file. The file is opened anew for each
line, so a learner's code that closes descriptors takes nothing away; O_APPEND keeps the lines whole (open(2)).
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

Note = dict[str, Any]

_path: Path | None = None


def begin(path: Path) -> None:
    """From now on, this process and the ones that it forks write their notes to `path`."""
    global _path
    _path = path


def note(kind: str, **facts: Any) -> None:
    """Append one note: its kind, the pid of the writer and the facts. Without `begin`, nothing happens."""
    if _path is None:
        return
    line = json.dumps({"kind": kind, "pid": os.getpid(), **facts}) + "\n"
    fd = os.open(_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        os.write(fd, line.encode())
    finally:
        os.close(fd)


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
