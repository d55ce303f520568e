"""Find the parts of every exercise, and say in words which are missing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kata import toml
from kata.course import shelf
from kata.course.exercises import Exercise, of_stub
from kata.course.hints import BY_KIND
from kata.course.home import Problem
from tests.tools import promises
from tests.tools.judge import PATH, ROOT

RUNGS = 3
WRONG = 3
RIGHT = 1
PAGE = 60  # lines of a stub
README_LINES = 15
TO_WRITE = re.compile(r"\bWRITE: .*")  # here the author of an exercise has something to write; no EVENT_WRITE
UNNAMED = "WRITE_"  # the beginning of the name of a file that has none yet

CAUSES = set(BY_KIND) - {"timeout"} | {"unknown"}  # the causes in docs/why.md, and leftovers
STUBS_FAIL_BY = CAUSES | {"not-written", "wrong"}


@dataclass(frozen=True)
class WrongAnswer:
    """A known mistake, the test that must catch it, and the words that the learner must read.

    cause: an id of CAUSES, empty for a failed assertion or an exception. apart: the kind of failure where the answer
    runs apart, if that is another one: nobody can see from outside, for example, which signal has ended its process.
    """

    exercise: Exercise
    file: Path
    caught_by: str
    cause: str
    words: tuple[str, ...]
    apart: str = ""

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


def project(exercise: Exercise) -> Path:
    """The folder of the project that the exercise is in."""
    return exercise.stub.parents[2]


def named(file: Path, exercise: Exercise) -> str:
    """The path of a file as sentences have it, from the folder of the project."""
    return str(file.relative_to(project(exercise)))


def solution(exercise: Exercise) -> Path:
    return project(exercise) / "solutions" / exercise.chapter / exercise.stub.name


def zoo(kind: str, exercise: Exercise) -> list[Path]:
    """The files of `wrong_answers` or `right_answers` for an exercise."""
    return sorted((project(exercise) / "tests" / kind / exercise.chapter / exercise.name).glob("*.py"))


def parts(exercise: Exercise) -> list[Path]:
    """All files of an exercise, there or not, but for the hints of its chapter."""
    answers = [*zoo("wrong_answers", exercise), *zoo("right_answers", exercise)]
    return [exercise.stub, exercise.test, solution(exercise), *answers]


def written(file: Path) -> bool:
    """Whether a file is there and nothing in it still waits for its author."""
    return file.is_file() and not file.name.startswith(UNNAMED) and not TO_WRITE.search(file.read_text())


def can_be_judged(exercise: Exercise) -> bool:
    """Whether stub, tests and solution are written, so that it makes sense to judge answers."""
    files = parts(exercise)[:3]
    try:
        return all(written(file) and parsed(file) for file in files)
    except ValueError:
        return False


def wrong_answers(exercise: Exercise) -> tuple[list[WrongAnswer], list[str]]:
    """The wrong answers to an exercise; and, in words, the flaws of their docstrings."""
    found, flaws = [], []
    for file in filter(written, zoo("wrong_answers", exercise)):
        try:
            found.append(_wrong_answer(exercise, file))
        except ValueError as error:
            flaws.append(f"{named(file, exercise)}: {error}")
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
    causes = CAUSES | {"timeout"}  # connect, for example, is never proved
    if facts.get("cause", "own-write-end") not in causes:
        raise ValueError(f"there is no cause `{facts['cause']}`.")
    words = tuple(facts.get("words", ()))
    return WrongAnswer(
        exercise, file, facts["caught_by"], facts.get("cause", ""), words, facts.get("apart", "")
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
    """The flaws of an exercise, a sentence each."""
    found = [f"{named(file, exercise)} is missing." for file in parts(exercise)[:3] if not file.is_file()]
    found += _unwritten(exercise)
    if written(exercise.stub):
        found += [f"{named(exercise.stub, exercise)}: {flaw}" for flaw in _flaws_of_stub(exercise)]
    if written(exercise.stub) and written(solution(exercise)):
        found += _differences(exercise)
    found += [
        f"{named(exercise.stub.with_name('hints.toml'), exercise)}: {flaw}"
        for flaw in _flaws_of_hints(exercise)
    ]
    found += wrong_answers(exercise)[1]
    for kind, least in (("wrong_answers", WRONG), ("right_answers", RIGHT)):
        if (count := len(zoo(kind, exercise))) < least:
            folder = f"tests/{kind}/{exercise.label}"
            found.append(f"{folder}: {count} of at least {least} {kind.replace('_', ' ')} are there.")
    return found


def _unwritten(exercise: Exercise) -> Iterator[str]:
    """A sentence for each file that still waits for its author, with the first task in it."""
    for file in filter(Path.is_file, parts(exercise)):
        lines = enumerate(file.read_text().splitlines(), 1)
        places = [f"line {number}: {asked}" for number, line in lines if (asked := _asked(line))]
        if places:
            more = f" (and {len(places) - 1} more to write)" if len(places) > 1 else ""
            yield f"{named(file, exercise)}, {places[0]}{more}."
        elif file.name.startswith(UNNAMED):
            yield f"{named(file, exercise)}: name the file after what it does."


def _asked(line: str) -> str:
    """The author's task in this line; empty if there is none."""
    found = TO_WRITE.search(line)
    return found[0].rstrip('.,:"\\ ') if found else ""


def _flaws_of_stub(exercise: Exercise) -> Iterator[str]:
    text = exercise.stub.read_text()
    if "TODO" not in text:
        yield "there is no TODO where the learner types."
    if len(text.splitlines()) > PAGE + 10:
        yield f"it has more than about {PAGE} lines; make it two exercises."
    try:
        kept = shelf.stub(exercise)
    except Problem:
        kept = ""
    if kept != text:
        yield "kata/course/stubs.toml keeps another text, or none: `make stubs` writes it anew."


def _flaws_of_hints(exercise: Exercise) -> Iterator[str]:
    try:
        table = hints(exercise)
    except toml.TOMLDecodeError as error:
        yield f"it is no TOML: {error}."
        return
    ladder = table.get("ladder", [])
    if len(ladder) < RUNGS:
        yield f"[{exercise.name}] needs a `ladder` of at least {RUNGS} rungs."
    for rung in ladder:
        if asked := _asked(rung):
            yield f"[{exercise.name}] ladder: {asked}."
    if can_be_judged(exercise):
        docstrings = [docstring for _, docstring in functions(exercise.stub).values()]
        for flaw in promises.flaws(docstrings, functions(exercise.test), table.get("promises", {})):
            yield f"[{exercise.name}] {flaw}"
    if table.get("stub") not in STUBS_FAIL_BY:
        causes = ", ".join(sorted(STUBS_FAIL_BY))
        yield f"[{exercise.name}] needs `stub`, why the first failing test of the stub fails, one of: {causes}."


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
    found = [_stray(file) for file in files if file not in known]
    for chapter in sorted({exercise.stub.parent for exercise in PATH}):
        readme = chapter / "README.md"
        if not readme.is_file() or len(readme.read_text().splitlines()) > README_LINES:
            found.append(f"{readme.relative_to(ROOT)} must be there, with at most {README_LINES} lines.")
        elif not written(readme):
            found.append(f"{readme.relative_to(ROOT)}: {_asked(readme.read_text())}.")
        known_names = {exercise.name for exercise in PATH if exercise.stub.parent == chapter}
        file = chapter / "hints.toml"
        for name in set(toml.loads(file.read_text())) - known_names if file.is_file() else ():
            found.append(f"{file.relative_to(ROOT)}: there is no exercise {name}.")
    return found


def _stray(file: Path) -> str:
    exercise = of_stub(file)
    if exercise is not None:
        return f"{exercise.test.relative_to(ROOT)} is missing: {file.name} is no exercise without tests."
    return f"{file.relative_to(ROOT)} belongs to no exercise."
