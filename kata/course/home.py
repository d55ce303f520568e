"""Find the learner's folder: one of their own, or the exercises of a project themselves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kata.course.exercises import STUB, Exercise, answer_file, exercises

PROJECT = Path(__file__).resolve().parents[2]  # this clone


@dataclass(frozen=True)
class Home:
    """The place of a learner's work.

    exercises: the folder of that name, with stubs, tests and hints. tree: the learner's own folder, None where the
    stubs themselves are filled in.
    """

    exercises: Path
    tree: Path | None = None

    @property
    def answers(self) -> Path:
        """The folder that a learner edits."""
        return self.tree or self.exercises

    @property
    def memory(self) -> Path:
        """The folder for the progress file and for kept versions; it is made when there is something to keep."""
        return (self.tree or self.exercises.parent) / ".kata"


class Problem(Exception):
    """A request that cannot be met; the text says why, and what to do."""


def find(start: Path) -> Home | None:
    """The home around a folder, a learner's own folder or a project with exercises; None outside of both."""
    for folder in (start, *start.parents):
        if exercises(folder / "exercises"):
            return Home(folder / "exercises")
        if is_own_folder(folder):
            return Home(PROJECT / "exercises", folder)
    return None


def is_own_folder(folder: Path) -> bool:
    """Whether a folder is a learner's own: shaped like `exercises/`, but without tests, and not `solutions/`."""
    stubs = [stub for stub in folder.glob("[0-9][0-9]_*/[0-9][0-9]_*.py") if STUB.fullmatch(stub.name)]
    if not stubs or (folder.name == "solutions" and exercises(folder.with_name("exercises"))):
        return False
    known = {(exercise.chapter, exercise.stub.name) for exercise in exercises(PROJECT / "exercises")}
    return not exercises(folder) and any((stub.parent.name, stub.name) in known for stub in stubs)


def answer(home: Home, exercise: Exercise) -> Path:
    """The file that the learner edits for this exercise."""
    return answer_file(exercise, home.tree)
