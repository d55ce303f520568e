"""Find exercises, and the files of a learner's answers, by their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CHAPTER = re.compile(r"\d\d_\w+")
STUB = re.compile(r"\d\d_\w+\.py")


@dataclass(frozen=True)
class Exercise:
    """One exercise: its chapter, its name, and the files of its stub and its tests."""

    chapter: str
    name: str
    stub: Path
    test: Path

    @property
    def label(self) -> str:
        return f"{self.chapter}/{self.name}"


def exercises(folder: Path) -> list[Exercise]:
    """All exercises below the folder `exercises`, in the order of the path."""
    found = []
    for test in sorted(folder.glob("[0-9][0-9]_*/test_[0-9][0-9]_*.py")):
        exercise = of_test(test)
        if exercise is not None:
            found.append(exercise)
    return found


def of_test(test: Path) -> Exercise | None:
    """The exercise that a test file belongs to; None for other files."""
    stub = test.with_name(test.name.removeprefix("test_"))
    if test.name == stub.name or not STUB.fullmatch(stub.name) or not CHAPTER.fullmatch(test.parent.name):
        return None
    if test.parent.parent.name != "exercises":
        return None
    return Exercise(test.parent.name, stub.stem, stub, test)


def is_test(file: str) -> bool:
    """Whether a file holds the tests of an exercise."""
    return of_test(Path(file)) is not None


def of_stub(stub: Path) -> Exercise | None:
    """The exercise that a stub belongs to; None for other files."""
    return of_test(stub.with_name("test_" + stub.name)) if STUB.fullmatch(stub.name) else None


def in_tree(file: Path, folder: Path) -> Exercise | None:
    """The exercise of the folder `exercises` that a file of an answers tree answers; None for other files."""
    exercise = of_stub(folder / file.parent.name / file.name)
    return exercise if exercise is not None and exercise.test.is_file() else None


def conftests(folder: Path) -> list[Path]:
    """The files of fixtures that the tests below the folder `exercises` share."""
    return sorted([*folder.glob("conftest.py"), *folder.glob("[0-9][0-9]_*/conftest.py")])


def label_of(nodeid: str) -> str | None:
    """The label of the exercise that a pytest node id belongs to; None for other tests."""
    file = Path("exercises", *Path(nodeid.partition("::")[0]).parts[-2:])
    exercise = of_test(file) or of_stub(file)
    return None if exercise is None else exercise.label


def answer_file(exercise: Exercise, tree: Path | None) -> Path:
    """The file of the answer to an exercise, in an answers tree or among the exercises themselves."""
    return exercise.stub if tree is None else tree / exercise.chapter / exercise.stub.name
