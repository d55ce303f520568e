"""Submissions: where they are, and what they are called. What is in one is read by `handed_in`."""

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

LONGEST = 150  # bytes of a name, so that there is room for a number and a suffix in the 255 that a file system takes
REPOSITORY = ("solutions", "pyproject.toml", ".git")  # what lies beside `exercises/` in a clone of all this


@dataclass(frozen=True)
class Submission:
    """What one learner has handed in. name: that of the folder or archive, also of the result file."""

    name: str
    path: Path


def find(paths: Iterable[Path], known: Iterable[Exercise]) -> list[Submission]:
    """The submissions that are meant by these paths, by name. Raises Problem for what is not there."""
    known = list(known)
    found: dict[Path, None] = {}
    for path in paths:
        try:
            found |= dict.fromkeys(_at(path.absolute(), known))
        except OSError as error:
            raise Problem(f"{error.filename} cannot be read: {error.strerror}.") from None
    return sorted(_named(sorted(found)), key=lambda submission: submission.name)


def _at(path: Path, known: list[Exercise]) -> list[Path]:
    """The submissions at one path. Raises Problem where there are none."""
    if not path.exists():
        raise Problem(f"There is no {path}.")
    if not path.is_dir() and not is_archive(path):
        raise Problem(f"{path} is no folder, and no archive that is known: {', '.join(ARCHIVES)}.")
    found = [path] if not path.is_dir() or _is_one(path, known) else _children(path)
    if not found:
        raise Problem(f"There is no submission in {path}: neither answers, nor folders or archives of them.")
    return found


def _is_one(folder: Path, known: list[Exercise]) -> bool:
    """Whether this folder is one submission, rather than a folder of several: then no other one lies in it."""
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
    """Whether a folder or archive in a folder may be what one learner has handed in."""
    return not path.is_dir() or holds_answers(path, known)


def _children(folder: Path) -> list[Path]:
    return [
        child
        for child in sorted(folder.iterdir())
        if not child.name.startswith((".", "__")) and (child.is_dir() or is_archive(child))
    ]


def _named(paths: list[Path]) -> Iterator[Submission]:
    """Each by its own name; where two have the same, with the suffix, with the folder around, or with a number."""
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
    """The first of name, name-2, name-3 and so on that nobody has."""
    numbered = (f"{name}-{number}" for number in itertools.count(2))
    return next(each for each in itertools.chain([name], numbered) if each.casefold() not in taken)


def stem(path: Path) -> str:
    """The name of a folder, or that of an archive without its suffix."""
    suffix = next((each for each in ARCHIVES if path.name.lower().endswith(each)), "")
    return path.name[: -len(suffix)] if suffix and not path.is_dir() else path.name


def _safe(name: str) -> str:
    """A name that is good for a file, a table, and behind an option."""
    name = re.sub(r"[^\w .@+,()-]", "_", unicodedata.normalize("NFC", name)).strip(" .")
    name = name.encode()[:LONGEST].decode(errors="ignore").rstrip(" .")
    return re.sub("^-", "_", name) or "_"
