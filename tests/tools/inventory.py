"""What every exercise must have, and what is still missing, in words."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kata import toml
from kata.course.exercises import Exercise
from tests.tools.judge import PATH, ROOT

RUNGS = 3
WRONG = 3
PAGE = 60  # lines of a stub
README_LINES = 15

CAUSES = {
    "own-write-end",
    "other-write-end",
    "nobody-reads",
    "circular-wait",
    "no-more-data",
    "unflushed-buffer",
    "peer-gone-datagram",
    "waiting-for-child",
    "fifo-half-open",
    "nobody-connects",
    "lock-never-released",
    "signal-never-comes",
    "escaped-child",
    "left-behind",
    "unknown",
}
STUBS_FAIL_BY = CAUSES | {"not-written", "wrong"}


@dataclass(frozen=True)
class WrongAnswer:
    """A known mistake, the test that must catch it, and what the learner must read.

    cause: an id of CAUSES, empty for a failed assertion or an exception.
    """

    exercise: Exercise
    file: Path
    caught_by: str
    cause: str
    words: tuple[str, ...]

    @property
    def label(self) -> str:
        return f"{self.exercise.label}/{self.file.stem}"


def hints(exercise: Exercise) -> dict[str, Any]:
    """The table of this exercise in the hints.toml of its chapter; empty if there is none."""
    file = exercise.stub.with_name("hints.toml")
    if not file.is_file():
        return {}
    table: dict[str, Any] = toml.loads(file.read_text()).get(exercise.name, {})
    return table


def solution(exercise: Exercise) -> Path:
    return ROOT / "solutions" / exercise.chapter / exercise.stub.name


def zoo(kind: str, exercise: Exercise) -> list[Path]:
    """The files of `wrong_answers` or `right_answers` for an exercise."""
    return sorted((ROOT / "tests" / kind / exercise.chapter / exercise.name).glob("*.py"))


def wrong_answers(exercise: Exercise) -> tuple[list[WrongAnswer], list[str]]:
    """The wrong answers to an exercise; and, in words, what is wrong with those that don't say what they must."""
    found, flaws = [], []
    for file in zoo("wrong_answers", exercise):
        try:
            found.append(_wrong_answer(exercise, file))
        except ValueError as error:
            flaws.append(f"{file.relative_to(ROOT)}: {error}")
    return found, flaws


def _wrong_answer(exercise: Exercise, file: Path) -> WrongAnswer:
    story, _, table = (ast.get_docstring(parsed(file)) or "").partition("\n\n")
    try:
        facts = toml.loads(table)
    except toml.TOMLDecodeError as error:
        raise ValueError(f"below its first line, the docstring is no TOML: {error}") from None
    if not story or "caught_by" not in facts:
        raise ValueError("the docstring must say the mistake and, as TOML, `caught_by` and `words`.")
    if facts["caught_by"] not in functions(exercise.test):
        raise ValueError(f"there is no test `{facts['caught_by']}` in {exercise.test.name}.")
    if facts.get("cause", "own-write-end") not in CAUSES:
        raise ValueError(f"there is no cause `{facts['cause']}`.")
    return WrongAnswer(
        exercise, file, facts["caught_by"], facts.get("cause", ""), tuple(facts.get("words", ()))
    )


def parsed(file: Path) -> ast.Module:
    """The file as a tree. Raises ValueError, in words, if it is no Python."""
    try:
        return ast.parse(file.read_text())
    except SyntaxError as error:
        raise ValueError(f"{file.name}, line {error.lineno}: {error.msg}.") from None


def functions(file: Path) -> dict[str, tuple[str, str | None]]:
    """The functions of a file: their signatures and docstrings by name, without private ones."""
    return {
        node.name: (
            f"{ast.unparse(node.args)} -> {ast.unparse(node.returns or ast.Constant(None))}",
            ast.get_docstring(node),
        )
        for node in parsed(file).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def missing(exercise: Exercise) -> list[str]:
    """What this exercise still lacks, a sentence each."""
    stub = exercise.stub
    if not stub.is_file():
        return [f"{exercise.label}: the stub {stub.name} is missing."]
    found = []
    text = stub.read_text()
    if "TODO" not in text:
        found.append(f"{exercise.label}: the stub has no TODO where the learner types.")
    if len(text.splitlines()) > PAGE + 10:
        found.append(f"{exercise.label}: the stub has more than about {PAGE} lines; make it two exercises.")
    if not solution(exercise).is_file():
        found.append(f"{exercise.label}: {solution(exercise).relative_to(ROOT)} is missing.")
    else:
        found += _differences(exercise)
    table = hints(exercise)
    if len(table.get("ladder", [])) < RUNGS:
        found.append(f"{exercise.label}: hints.toml needs a `ladder` of at least {RUNGS} rungs.")
    if table.get("stub") not in STUBS_FAIL_BY:
        found.append(f"{exercise.label}: hints.toml needs `stub`, the cause by which the stub fails.")
    mistakes, flaws = wrong_answers(exercise)
    found += flaws
    if len(mistakes) < WRONG:
        found.append(f"{exercise.label}: fewer than {WRONG} wrong answers in tests/wrong_answers.")
    if not zoo("right_answers", exercise):
        found.append(f"{exercise.label}: no right answer in another style in tests/right_answers.")
    return found


def _differences(exercise: Exercise) -> list[str]:
    try:
        same = _skeleton(exercise.stub) == _skeleton(solution(exercise))
    except ValueError as error:
        return [f"{exercise.label}: {error}"]
    if same:
        return []
    return [f"{exercise.label}: stub and solution differ in their functions, signatures or docstrings."]


def _skeleton(file: Path) -> tuple[str | None, dict[str, tuple[str, str | None]]]:
    return ast.get_docstring(parsed(file)), functions(file)


def strays() -> list[str]:
    """Files that belong to no exercise, and chapters without a README or with a long one."""
    known = {ROOT / "exercises" / "conftest.py"}
    for exercise in PATH:
        known |= {exercise.stub, exercise.test, solution(exercise)}
        known |= {exercise.stub.with_name("hints.toml"), exercise.stub.with_name("README.md")}
        known |= {*zoo("wrong_answers", exercise), *zoo("right_answers", exercise)}
    places = [
        ROOT / "exercises",
        ROOT / "solutions",
        ROOT / "tests/wrong_answers",
        ROOT / "tests/right_answers",
    ]
    files = [f for place in places for f in place.rglob("*") if f.is_file() and "__pycache__" not in f.parts]
    found = [f"{file.relative_to(ROOT)} belongs to no exercise." for file in files if file not in known]
    for chapter in sorted({exercise.stub.parent for exercise in PATH}):
        readme = chapter / "README.md"
        if not readme.is_file() or len(readme.read_text().splitlines()) > README_LINES:
            found.append(f"{readme.relative_to(ROOT)} must be there, with at most {README_LINES} lines.")
        known_names = {exercise.name for exercise in PATH if exercise.stub.parent == chapter}
        file = chapter / "hints.toml"
        for name in set(toml.loads(file.read_text())) - known_names if file.is_file() else ():
            found.append(f"{file.relative_to(ROOT)}: there is no exercise {name}.")
    return found
