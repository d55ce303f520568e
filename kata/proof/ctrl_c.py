"""Whether a program reckons with Ctrl-C: then it may be its way to go on, and no proof may overlook it.

Every Python handles SIGINT, so that it is handled says nothing. What tells is the text of the program: whoever lets a
KeyboardInterrupt through names it. Only the program's own files are read, those that it names in its command and
those beside them that they import.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from kata.facts import Snapshot
from kata.kernel import procfs
from kata.kernel.signals import RUBY
from kata.proof import ruby

NAMED = re.compile(r"KeyboardInterrupt|SIGINT|CancelledError|BaseException|except\s*:|\btrap\b")
SOURCED = re.compile(
    r"^\s*(?:\.|source)\s+\S", re.MULTILINE
)  # a file that a shell reads, and that may have a trap
IMPORTED = re.compile(r"^[ \t]*(?:from|import)[ \t]+(\.?\w+)", re.MULTILINE)
FILES = 50  # of one program that are read
LARGEST = 1 << 20  # bytes of such a file


def is_reckoned_with(snapshot: Snapshot) -> bool:
    """Whether one of the processes runs a program that names Ctrl-C; True where its text cannot be found."""
    running = [p for p in snapshot.processes if p.interruptible and not p.exited]
    rubies = [process for process in running if RUBY.match(process.image or "")]
    others = [process for process in running if process not in rubies]
    return any(ruby.is_reckoned_with(p.pid) for p in rubies) or any(
        text is None or NAMED.search(text) or (p.image is not None and SOURCED.search(text))
        for p in others
        for text in texts(p.pid)
    )


def texts(pid: int) -> Iterator[str | None]:
    """The texts of a program in a language: in its command, or in files; None for one that cannot be read."""
    words = procfs.arguments(pid)
    here = f"/proc/{pid}/cwd"
    for word, after in zip(words, [*words, ""][1:], strict=True):
        if word == "-m":
            yield from _files(_module(os.path.join(here, after.replace(".", "/"))))
            return
        if word.startswith("-") and not word.startswith("--") and word.endswith("c"):
            yield after
            return
        path = os.path.join(here, word) if not word.startswith("/") else f"/proc/{pid}/root{word}"
        if not word.startswith("-") and os.path.isfile(path):
            yield from _files(path)
            return
    yield None


def _module(path: str) -> str:
    """The file of a module that was started by its name; it is not searched where modules are installed."""
    return f"{path}.py" if os.path.isfile(f"{path}.py") else os.path.join(path, "__main__.py")


def _files(path: str) -> Iterator[str | None]:
    """A file and all beside it that it imports, directly or not."""
    waiting, known = [path], {path}
    while waiting and len(known) <= FILES:
        file = waiting.pop()
        text = _text(file)
        if text is not None or file == path:
            yield text
        for name in IMPORTED.findall(text or ""):
            beside = os.path.join(os.path.dirname(file), name.lstrip("."))
            found = {each for each in (f"{beside}.py", f"{beside}/__init__.py") if os.path.isfile(each)}
            waiting += found - known
            known |= found


def _text(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(LARGEST)
    except OSError:
        return None
