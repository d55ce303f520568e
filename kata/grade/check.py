"""`kata grade --check`: tell what this machine has and lacks for grading, before a class depends on it.

It tries each thing and makes nothing of a version number. What is lacking is said with what follows from it.
"""

from __future__ import annotations

import ast
import contextlib
import fcntl
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from kata.course.exercises import Exercise
from kata.grade.batch import cores
from kata.kernel import namespaces
from kata.proof import calibration
from kata.runner.bounds import MEMORY
from kata.runner.forking import OF_A_PLACE
from kata.sandbox import walls

A_PIPE = 65536  # bytes: pipe(7)
F_GETPIPE_SZ = 1032  # fcntl(2)
GIB = 1 << 30
MEMORY_OF_A_GROUP = "/sys/fs/cgroup/memory.max"
PIPE_PAGES = "/proc/sys/fs/pipe-user-pages-soft"


@dataclass(frozen=True)
class Part:
    """One thing that grading needs. found: in words. lacks: whether something cannot be graded without more of it."""

    name: str
    found: str
    lacks: bool = False


def main(path: list[Exercise]) -> int:
    """Print all parts in a line each; return 0 if every exercise can be graded here, or else 1."""
    parts = [_walls(), _namespaces(), _proofs(), _cores(), _memory(), _pipes()]
    for part in parts:
        print(f"{part.name:12}{'lacking: ' if part.lacks else ''}{part.found}")
    print(f"{'so':12}{_so(path)}")
    return int(any(part.lacks for part in parts))


def _walls() -> Part:
    kind = walls.kind()
    if kind == "bwrap":
        return Part("walls", "bubblewrap")
    if kind == "landlock":
        return Part("walls", f"only Landlock, with less privacy; {walls.reason_against()}", lacks=True)
    return Part("walls", f"none; {walls.reason_against()}; {walls.reason_against_landlock()}", lacks=True)


def _namespaces() -> Part:
    against = namespaces.reason_against()
    words = "each test that needs them gets a network and a folder of its own"
    return Part("namespaces", against or words, lacks=against is not None)


def _proofs() -> Part:
    against = calibration.reason_against()
    words = "hangs are proved at once, and it is heard what answers do"
    return Part(
        "proofs", f"answers are judged by their values alone: {against}" if against else words, bool(against)
    )


def _cores() -> Part:
    count = cores()
    return Part("cores", f"{count}, so that many submissions at once, if you do not choose with --jobs")


def _memory() -> Part:
    """Memory for as many tests as run at once, each of which may take MEMORY."""
    free = min(_free(), _limit_of_group())
    enough = int(free // MEMORY)
    words = f"{free / GIB:.1f} GiB are free, and a test may take {MEMORY / GIB:.0f} GiB"
    if 0 < enough < cores():
        words += f": choose --jobs {enough} if you trust no answer"
    return Part("memory", words, lacks=enough < 1)


def _free() -> float:
    """Bytes that can be had without pushing anything out: proc_meminfo(5)."""
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024.0
    return float("inf")


def _limit_of_group() -> float:
    """The limit of a container: memory.max in cgroups(7)."""
    with contextlib.suppress(OSError, ValueError):
        return float(int(Path(MEMORY_OF_A_GROUP).read_text()))
    return float("inf")


def _pipes() -> Part:
    """The pages of pipes that the kernel grants a user, and whether a pipe has its full size: pipe(7)."""
    try:
        pages = int(Path(PIPE_PAGES).read_text())
    except (OSError, ValueError):
        return Part("pipes", "the limit for a user cannot be read")
    many = pages * os.sysconf("SC_PAGE_SIZE") // A_PIPE
    words = f"{many} of full size for a user" if pages else "as many as memory allows"
    if walls.of_its_own() is None:
        words += ", which all answers share with you"
    else:
        words += ", and each answer has a user of its own"
    reader, writer = os.pipe()
    size = fcntl.fcntl(writer, F_GETPIPE_SZ)
    os.close(reader)
    os.close(writer)
    if size < A_PIPE:
        return Part("pipes", f"{words}; they are used up, a new one has {size} bytes", lacks=True)
    return Part("pipes", words)


def _so(path: list[Exercise]) -> str:
    """The exercises that cannot be graded, in a sentence."""
    if walls.kind() is None:
        return "nothing can be graded, but with --unsafe"
    left_out = [] if _has_places() else [each for each in path if meets(each.test)]
    if not left_out:
        return f"all {len(path)} exercises can be graded"
    words = ", ".join(_chapters(path, left_out))
    return f"{len(path) - len(left_out)} of {len(path)} exercises can be graded; ungraded: {words}"


def _has_places() -> bool:
    """Whether test and answer can meet by a name: as in `forking.ungraded`."""
    return namespaces.reason_against() is None and walls.kind() == "bwrap"


def meets(test: Path) -> bool:
    """Whether a test of this file asks for a network or a folder of its own."""
    functions = (node for node in ast.walk(ast.parse(test.read_bytes())) if isinstance(node, ast.FunctionDef))
    return any(argument.arg in OF_A_PLACE for each in functions for argument in each.args.args)


def _chapters(path: Iterable[Exercise], some: list[Exercise]) -> Iterator[str]:
    """Exercises by their labels, and by their chapter where all of it is among them."""
    for chapter, members in groupby(path, lambda each: each.chapter):
        whole = list(members)
        chosen = [each for each in whole if each in some]
        yield from [chapter] if chosen == whole else [each.label for each in chosen]
