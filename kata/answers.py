"""Exercises, their path, and a learner's answers: found by their names, loaded one at a time."""

from __future__ import annotations

import importlib.util
import re
import sys
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import FunctionType, ModuleType

from kata.inside import guard, one_process_comes_back

CHAPTER = re.compile(r"\d\d_\w+")
STUB = re.compile(r"\d\d_\w+\.py")


@dataclass(frozen=True)
class Exercise:
    """One exercise: its chapter, its name, and where its stub and its tests are."""

    chapter: str
    name: str
    stub: Path
    test: Path

    @property
    def label(self) -> str:
        return f"{self.chapter}/{self.name}"


class AnswerMissing(Exception):
    """The answers tree has no file for this exercise, or the file lacks a function; the text says which."""


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
    """The exercise of the folder `exercises` that a file of an answers tree is the answer to; None for others."""
    exercise = of_stub(folder / file.parent.name / file.name)
    return exercise if exercise is not None and exercise.test.is_file() else None


def conftests(folder: Path) -> list[Path]:
    """What the tests below the folder `exercises` share."""
    return sorted([*folder.glob("conftest.py"), *folder.glob("[0-9][0-9]_*/conftest.py")])


def label_of(nodeid: str) -> str | None:
    """The label of the exercise that a pytest node id belongs to; None for other tests."""
    file = Path("exercises", *Path(nodeid.partition("::")[0]).parts[-2:])
    exercise = of_test(file) or of_stub(file)
    return None if exercise is None else exercise.label


def answer_file(exercise: Exercise, tree: Path | None) -> Path:
    """Where the answer to an exercise is, in an answers tree or among the exercises themselves."""
    return exercise.stub if tree is None else tree / exercise.chapter / exercise.stub.name


def load(file: Path) -> ModuleType:
    """Run an answer and return its module, every function of it guarded.

    Raises AnswerMissing where there is no file or no text in it, later where a test asks for a name that it does
    not have, and whatever the file itself raises.
    """
    if not file.is_file():
        raise AnswerMissing(f"The file {file.name} is missing: there is no {file}.")
    spec = importlib.util.spec_from_file_location(f"answer_{file.stem}", file)
    assert spec is not None
    assert isinstance(spec.loader, SourceFileLoader)
    try:
        spec.loader.get_code(spec.name)
    except (SyntaxError, ValueError) as error:
        if getattr(error, "filename", None) is None:  # it is no text at all
            raise AnswerMissing(f"The file {file.name} cannot be read as Python: {error}.") from None
        raise
    module = importlib.util.module_from_spec(spec)
    sys.modules[module.__name__] = module
    with one_process_comes_back(file.name):
        spec.loader.exec_module(module)
    answer = ModuleType(module.__name__, module.__doc__)
    answer.__file__ = str(file)
    for name, value in vars(module).items():
        if not name.startswith("__"):
            setattr(answer, name, guard(value) if isinstance(value, FunctionType) else value)

    def missing(name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)
        raise AnswerMissing(f"{file.name} has no `{name}`: its tests call it.")

    answer.__getattr__ = missing  # type: ignore[method-assign]
    return answer
