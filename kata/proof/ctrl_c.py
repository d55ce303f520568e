"""Whether a program reckons with Ctrl-C: then it may be its way to go on, and no proof may overlook it.

Every Python handles SIGINT, so that it is handled says nothing. What tells is the text of the program: whoever lets a
KeyboardInterrupt through names it, or swallows whatever comes. Only the program's own files are read, those that it
names in its command and those beside them, or on PYTHONPATH, that they import.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence

from kata.facts import Process, Snapshot
from kata.kernel import procfs
from kata.kernel.signals import RUBY
from kata.proof import ruby
from kata.proof.swallowed import swallows

NAMED = re.compile(
    r"KeyboardInterrupt|SIGINT|CancelledError|BaseException|except\s*:|\btrap\b|excepthook|PYTHONINSPECT"
    # What Python calls where nobody can be told of an exception, or where a library keeps it.
    r"|__del__|\bweakref\b|\batexit\b|FUNCTYPE|\bcffi\b|\bsqlite3\b|\bwsgiref\b|\bxmlrpc\b"
    r"|\.push(_async_exit)?\(|\.exception\(\s*\)|\breturn_exceptions\b|\badd_done_callback\b"
)
SOURCED = re.compile(
    r"(?:^|[;&|({!]|\b(?:then|do|else|command|builtin))[ \t]*(?:\.|source)[ \t]+\S|\beval\b", re.MULTILINE
)  # text from elsewhere that a shell reads, and that may have a trap
IMPORTED = re.compile(r"^[ \t]*(?:from[ \t]+(\.?\w+)|import[ \t]+([\w.][^#;\n]*))", re.MULTILINE)
TAKE_A_WORD = {
    "-W",
    "-X",
    "--check-hash-based-pycs",
    "-o",
    "+o",
    "-O",
    "+O",
}  # options of Python and of shells
FILES = 50  # of one program that are read
LARGEST = 1 << 20  # bytes of such a file


def is_reckoned_with(snapshot: Snapshot) -> bool:
    """Whether one of the processes runs a program that names Ctrl-C; True where its text cannot be found."""
    return any(
        _reckons(process) for process in snapshot.processes if process.interruptible and not process.exited
    )


def _reckons(process: Process) -> bool:
    if RUBY.match(process.image or ""):
        return ruby.is_reckoned_with(process.pid)
    try:
        variables = procfs.environment(process.pid)
    except OSError:
        return True
    if process.image is not None:  # a shell
        if "BASH_ENV" in variables or any("trap" in value for value in variables.values()):
            return True
        found = texts(process.pid, {}, shell=True)
        return any(text is None or NAMED.search(text) or SOURCED.search(text) for text in found)
    found = texts(process.pid, variables)
    return "PYTHONINSPECT" in variables or any(
        text is None or NAMED.search(text) or swallows(text) for text in found
    )


def texts(pid: int, variables: dict[str, str], shell: bool = False) -> Iterator[str | None]:
    """The texts of a program in a language: in its command, or in files; None for one that cannot be read."""
    here = f"/proc/{pid}/cwd"
    folders = [os.path.join(here, each) for each in variables.get("PYTHONPATH", "").split(":") if each]
    kind, word = started(procfs.arguments(pid), shell)
    if kind == "text":
        yield word
    elif kind == "module":
        yield from _files(_module(os.path.join(here, word.replace(".", "/"))), folders)
    elif kind == "file":
        path = os.path.join(here, word) if not word.startswith("/") else f"/proc/{pid}/root{word}"
        yield from _files(path, folders, shell)
    else:
        yield None


def started(arguments: Iterable[str], shell: bool = False) -> tuple[str, str]:
    """The kind of program that is to run, "text", "module", "file" or "input"; and the text itself, or its name."""
    words = iter(arguments)
    for word in words:
        letters = word[1:] if re.match(r"-[A-Za-z]", word) and word[1] not in "WX" else ""
        flags, kind, rest = re.match(r"([^cm]*)([cm]?)(.*)", letters, re.DOTALL).groups()  # type: ignore[union-attr]
        if word == "-" or "i" in flags or (shell and not {"s", "l", "i"}.isdisjoint(letters)):
            break  # it reads on from its input, when it has run the program or instead of that
        if shell and "c" in letters:
            return "text", next((each for each in words if each[:1] not in ("-", "+")), "")
        if kind and not shell:
            return ("text" if kind == "c" else "module"), rest or next(words, "")
        if word in TAKE_A_WORD:
            next(words, None)
        elif not word.startswith(("-", "+")):
            return "file", word
    return "input", ""


def _module(path: str) -> str:
    """The file of a module that was started by its name; it is not searched where modules are installed."""
    return f"{path}.py" if os.path.isfile(f"{path}.py") else os.path.join(path, "__main__.py")


def _files(path: str, folders: Sequence[str], shell: bool = False) -> Iterator[str | None]:
    """A file and all that it imports, directly or not, from beside it or from these folders.

    A command without .py at its end has been installed, and is nothing but what it imports.
    """
    waiting, known = [path], {path}
    is_installed = not shell and not path.endswith(".py")
    while waiting and len(known) <= FILES:
        file = waiting.pop()
        text = _text(file)
        if text is not None or file == path:
            yield text
        for name in [] if shell else _imported(text or ""):
            found = _found(name, [os.path.dirname(file), *folders])
            if not found and is_installed and name not in sys.stdlib_module_names:
                yield None
            waiting += found - known
            known |= found


def _imported(text: str) -> list[str]:
    """The modules, or the packages that they are in, that a text imports."""
    names = []
    for package, modules in IMPORTED.findall(text):
        names += (
            [package]
            if package
            else [each.split()[0].partition(".")[0] for each in modules.split(",") if each.split()]
        )
    return names


def _found(name: str, folders: Sequence[str]) -> set[str]:
    paths = [os.path.join(folder, name.lstrip(".")) for folder in folders]
    return {each for path in paths for each in (f"{path}.py", f"{path}/__init__.py") if os.path.isfile(each)}


def _text(path: str) -> str | None:
    """The text of a file; None for one that has none, such as an archive."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read(LARGEST)
    except OSError:
        return None
    return None if "\0" in text else text
