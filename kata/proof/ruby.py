"""Whether a Ruby program may go on after a signal.

Every Ruby makes exceptions of seven signals, and nothing outside shows whether the program lets them through or has a
trap of its own. Its text tells: that of its files, if they use nothing but each other and the library of Ruby.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from kata.kernel import procfs

NAMED = re.compile(
    r"\btrap\b|signal|interrupt|\bException\b|\bensure\b|rescue\s*\*|\b(Basic)?Object\b|\bKernel\b"
    r"|(?<![.\w])send\b|\bself\.send\b|\bmethod\b|\b(eval|\w+_eval|load|autoload|__send__|public_send|Bundler|Gem)\b",
    re.IGNORECASE,
)
"""Words of a program that may catch a signal, swallow an exception, or run what cannot be read here."""
REQUIRED = re.compile(r"\brequire(_relative)?\b[ (]*(?:(['\"])([\w./-]+)\2)?")
LIBRARY = {
    *(
        "socket",
        "set",
        "json",
        "time",
        "date",
        "io/wait",
        "io/nonblock",
        "etc",
        "fcntl",
        "pp",
        "stringio",
        "open3",
    ),
    *(
        "tempfile",
        "tmpdir",
        "fileutils",
        "securerandom",
        "digest",
        "benchmark",
        "ostruct",
        "optparse",
        "shellwords",
    ),
    *("thread", "monitor", "English", "csv", "yaml", "erb", "forwardable", "singleton", "observer", "logger"),
}
"""Parts of Ruby's own library that handle no signals."""
PLAIN = {"-w", "-W0", "-W1", "-W2", "--"}  # options that load nothing
FILES = 50  # of one program that are read
LARGEST = 1 << 20  # bytes of such a file


def is_reckoned_with(pid: int) -> bool:
    """Whether a signal may be a way to go on; True where the text of the program cannot be found or understood."""
    try:
        if "RUBYOPT" in procfs.environment(pid):
            return True
        words = procfs.arguments(pid)
        root, here = f"/proc/{pid}/root", f"/proc/{pid}/cwd"
        return any(text is None or NAMED.search(text) for text in texts(words, here, root))
    except OSError:
        return True


def texts(words: Sequence[str], here: str, root: str = "") -> Iterator[str | None]:
    """The texts that a Ruby runs by these arguments; None for one that cannot be read. here, root: its folders."""
    while words and words[0] in PLAIN:
        words = words[1:]
    if len(words) > 1 and words[0] == "-e":
        yield words[1]
        yield from _required(words[1], here, set())
    elif words and not words[0].startswith("-"):
        path = f"{root}{words[0]}" if words[0].startswith("/") else os.path.join(here, words[0])
        yield from _file(path, set())
    else:
        yield None


def _file(path: str, known: set[str]) -> Iterator[str | None]:
    path = os.path.normpath(path)
    if path in known:
        return
    known.add(path)
    if len(known) > FILES or not os.path.isfile(path) or os.path.getsize(path) > LARGEST:
        yield None
        return
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read()
    yield text
    yield from _required(text, os.path.dirname(path), known)


def _required(text: str, folder: str, known: set[str]) -> Iterator[str | None]:
    for relative, _, name in REQUIRED.findall(text):
        if name in LIBRARY and not relative:
            continue
        beside = os.path.join(folder, name if name.endswith(".rb") else f"{name}.rb")
        if name and (relative or name.startswith("./")):
            yield from _file(beside, known)
        else:
            yield None
