"""Begin an exercise: make all its files, with notes of what goes where. Nothing is ever overwritten.

make new NAME=01_pipe/13_tee
"""

from __future__ import annotations

import keyword
import sys
from collections.abc import Iterator
from pathlib import Path

from kata.course.exercises import Exercise, of_test
from kata.course.home import Problem
from tests.tools.inventory import RIGHT, WRONG, hints, named, project, solution, zoo
from tests.tools.judge import ROOT

STUB = '''\
"""WRITE: a name and the story in one line, which `kata list` shows.

WRITE: what happens and what to do, in a few lines; one idea.

Read on: WRITE: the man pages, like pipe(2)
"""


def {function}() -> None:  # WRITE: arguments and result: plain values, descriptors and sockets, with their types
    """WRITE: what it does, in one line.

    WRITE: each argument, what is returned, what is raised; a test for each promise.
    """
    # TODO: WRITE: what the learner has to do; above it, code that runs and fails by the lesson, or only the line below.
    raise NotImplementedError("WRITE: what is not written yet")
'''
TEST = """\
def test_the_story_begins(answer):
    # WRITE: what is done and what comes back, a function for each promise; CONTRIBUTING.md has a table of fixtures.
    assert answer.{function}() is None
"""
SOLUTION = '''\
"""WRITE: the stub once more, with a few other lines; comments say why."""
'''
HINTS = """\
[{name}]
stub = "WRITE: why its first failing test fails"
ladder = [
    "WRITE: a question about what happens in the stub",
    "WRITE: the idea",
    "WRITE: the call to look up, never the line itself",
]

[{name}.promises]
"WRITE: each sentence of the docstrings of the functions" = ["WRITE: the tests that fail where it is not kept"]
"""
MISTAKE = '''\
"""WRITE: a classic mistake, in one line; name the file after it.

caught_by = "WRITE: the test that must fail"
cause = "WRITE: for a hang and for what is left behind; no such line for an assertion or an exception"
words = ["WRITE: what the learner must read"]
"""

# WRITE: the answer with this mistake, as a learner writes it, without the docstrings of the stub
'''
STYLE = '''\
"""WRITE: the style, in one line; name the file after it."""

# WRITE: a right answer in another style than the solution, without the docstrings of the stub
'''
README = """\
# WRITE: the chapter

WRITE: what this is, what makes it useful, what makes it hard.

WRITE: how many exercises, and what each is about, with its number in brackets.

    pytest exercises/{chapter}

To read: WRITE: man pages and modules.
"""
NUMBERS = ("first", "second", "third")


def begun(label: str, root: Path) -> Exercise:
    """The exercise of this label, there or not; raises Problem for a label that cannot be one."""
    chapter, _, name = label.partition("/")
    exercise = of_test(root / "exercises" / chapter / f"test_{name}.py")
    if exercise is None:
        raise Problem(
            f"{label!r} is no name of an exercise: say NAME=01_pipe/13_tee, the chapter and the exercise."
        )
    numbered = [
        *(root / "exercises").glob(f"{chapter[:2]}_*"),
        *exercise.stub.parent.glob(f"{name[:2]}_*.py"),
    ]
    for other in numbered:
        if other.stem not in (chapter, name):
            raise Problem(f"{other.relative_to(root)} has this number: take another one than {label}.")
    return exercise


def texts(exercise: Exercise) -> Iterator[tuple[Path, str]]:
    """The files that an exercise begins with, but for the hints."""
    words = exercise.name[3:]
    function = f"{words}_" if keyword.iskeyword(words) else words
    yield exercise.stub, STUB.format(function=function)
    yield exercise.test, TEST.format(function=function)
    yield solution(exercise), SOLUTION
    yield exercise.stub.with_name("README.md"), README.format(chapter=exercise.chapter)
    answers = project(exercise) / "tests"
    for number in NUMBERS[len(zoo("wrong_answers", exercise)) : WRONG]:
        yield answers / "wrong_answers" / exercise.label / f"WRITE_{number}_mistake.py", MISTAKE
    for number in NUMBERS[len(zoo("right_answers", exercise)) : RIGHT]:
        yield answers / "right_answers" / exercise.label / f"WRITE_{number}_style.py", STYLE


def begin(exercise: Exercise) -> list[Path]:
    """Write the files that are missing; return them."""
    written = [file for file, text in texts(exercise) if _new(file, text)]
    table = exercise.stub.with_name("hints.toml")
    if not hints(exercise):
        with open(table, "a", encoding="utf-8") as file:
            file.write(("\n" if file.tell() else "") + HINTS.format(name=exercise.name))
        written.append(table)
    return written


def _new(file: Path, text: str) -> bool:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(file, "x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        return False
    return True


def main(label: str) -> None:
    try:
        exercise = begun(label, ROOT)
    except Problem as problem:
        sys.exit(str(problem))
    for file in begin(exercise):
        print(f"wrote  {named(file, exercise)}")
    print(f"Each place that says WRITE tells what goes there. What is missing: make exercise NAME={label}")


if __name__ == "__main__":
    main(*sys.argv[1:])
