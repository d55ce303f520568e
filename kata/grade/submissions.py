"""Find submissions, and name them. `archive` reads what is in one."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kata.course.exercises import Exercise
from kata.course.home import Problem
from kata.grade.archive import ARCHIVES, holds_answers, is_archive

LONGEST = 150  # bytes of a name: with a number and a suffix it fits into the 255 of a file system
REPOSITORY = ("solutions", "pyproject.toml", ".git")  # beside `exercises/` in a clone of the project


@dataclass(frozen=True)
class Submission:
    """The submission of one learner. name: of the folder or archive, and of the result file."""

    name: str
    path: Path


def find(paths: Iterable[Path], known: Iterable[Exercise]) -> list[Submission]:
    """The submissions at these paths, sorted by name. Raises Problem for a path without any."""
    known = list(known)
    found: dict[Path, None] = {}
    for path in paths:
        try:
            found |= dict.fromkeys(_at(path.absolute(), known))
        except OSError as error:
            raise Problem(f"{error.filename} cannot be read: {error.strerror}.") from None
    return sorted(_named(sorted(found)), key=lambda submission: submission.name)


def _at(path: Path, known: list[Exercise]) -> list[Path]:
    """The submissions at one path. Raises Problem if there are none."""
    if not path.exists():
        raise Problem(f"There is no {path}.")
    if not path.is_dir() and not is_archive(path):
        raise Problem(f"{path} is no folder, and no archive of a known kind: {', '.join(ARCHIVES)}.")
    found = [path] if not path.is_dir() or _is_one(path, known) else _children(path)
    if not found:
        raise Problem(f"There is no submission in {path}: neither answers, nor folders or archives of them.")
    return found


def _is_one(folder: Path, known: list[Exercise]) -> bool:
    """Whether a folder is one submission, and not a folder of several: then no other one is in it."""
    inner = folder / "exercises"
    if _is_tree(inner, known) and any((folder / name).exists() for name in REPOSITORY):
        return True
    if not _is_tree(folder, known) and not _is_tree(inner, known):
        return False
    return not any(_is_submission(child, known) for child in _children(folder) if child != inner)


def _is_tree(folder: Path, known: list[Exercise]) -> bool:
    """Whether a folder is shaped like `exercises/`."""
    return any((folder / exercise.chapter / exercise.stub.name).exists() for exercise in known)


def _is_submission(path: Path, known: list[Exercise]) -> bool:
    """Whether a folder or archive may be the submission of one learner."""
    return not path.is_dir() or holds_answers(path, known)


def _children(folder: Path) -> list[Path]:
    return [
        child
        for child in sorted(folder.iterdir())
        if not child.name.startswith((".", "__")) and (child.is_dir() or is_archive(child))
    ]


def _named(paths: list[Path]) -> Iterator[Submission]:
    """Name each by its own name; if two have the same, add the suffix, or the folder around, or a number."""
    names = [[stem(path), path.name, f"{path.parent.name}-{path.name}"] for path in paths]
    for _ in range(2):
        count = Counter(_safe(each[0]).casefold() for each in names)
        for each in names:
            if count[_safe(each[0]).casefold()] > 1:
                del each[0]
    count = Counter(_safe(each[0]).casefold() for each in names)
    taken = {name for name in count if count[name] == 1}
    for path, each in zip(paths, names, strict=True):
        name = _safe(each[0])
        if count[name.casefold()] > 1:
            name = _numbered(_safe(stem(path)), taken)
            taken.add(name.casefold())
        yield Submission(name, path)


def _numbered(name: str, taken: Collection[str]) -> str:
    """The first of name, name-2, name-3 and so on that is not taken."""
    numbered = (f"{name}-{number}" for number in itertools.count(2))
    return next(each for each in itertools.chain([name], numbered) if each.casefold() not in taken)


def stem(path: Path) -> str:
    """The name of a folder, or that of an archive without its suffix."""
    suffix = next((each for each in ARCHIVES if path.name.lower().endswith(each)), "")
    return path.name[: -len(suffix)] if suffix and not path.is_dir() else path.name


def _safe(name: str) -> str:
    """A name that is safe for a file, a table, and after an option."""
    name = re.sub(r"[^\w .@+,()-]", "_", unicodedata.normalize("NFC", name)).strip(" .")
    name = name.encode()[:LONGEST].decode(errors="ignore").rstrip(" .")
    return re.sub("^-", "_", name) or "_"
