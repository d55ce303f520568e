"""The texts of answers as they run: all tests of a run judge them, and quote them, whatever is saved meanwhile."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# By file, for one run of some exercises; None where there was no such file. Forks take it along.
_taken: dict[str, bytes | None] = {}
_quoted: dict[str, tuple[int, None, list[str], str]] = {}  # entries for the cache of `linecache`


def begin(texts: Mapping[str, bytes | None] | None = None) -> None:
    """Begin a run: from now on, each answer is read when it is asked for. texts: those that are known already."""
    _taken.clear()
    _quoted.clear()
    _taken.update(texts or {})


def take(file: str | Path) -> bytes | None:
    """The text of an answer, as it was when this run first asked for it; None if there was no such file."""
    name = os.fspath(file)
    if name not in _taken:
        _taken[name] = read(name)
    return _taken[name]


def read(file: str | Path) -> bytes | None:
    """Read the content of an answer; None if there is no such file."""
    if not os.path.isfile(file):
        return None
    with open(file, "rb") as opened:
        return opened.read()


def quote() -> None:
    """Let all who quote a line by `linecache`, as tracebacks do, find the texts of this run, and other files anew."""
    import linecache  # here, because the process of an answer that runs apart hardly ever quotes
    from importlib.util import decode_source
    from io import StringIO

    linecache.clearcache()
    for file in _taken.keys() - _quoted.keys():
        text = _taken[file] or b""
        try:
            lines = StringIO(decode_source(text)).readlines()
        except (SyntaxError, ValueError):  # it is no text
            lines = []
        _quoted[file] = (len(text), None, lines, file)  # without a time, it is never checked
    linecache.cache.update(_quoted)
