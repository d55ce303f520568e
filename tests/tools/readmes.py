"""Find in READMEs, pictures and CONTRIBUTING what is no longer true of the exercises, in words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from docs.picture import drawn
from kata.course.exercises import Exercise
from tests.tools.inventory import can_be_judged

UP_TO_TWENTY = """\
zero one two three four five six seven eight nine ten
eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"""
WORDS = {word: number for number, word in enumerate(UP_TO_TWENTY.split())}
NUMBER = rf"(?<![\w-])(\d+|{'|'.join(WORDS)})"
SOLVED = re.compile(rf"\w+ of {NUMBER}(?: solved|, next)", re.IGNORECASE)  # as kata and pytest say it
EXERCISES = re.compile(rf"{NUMBER} exercises\b", re.IGNORECASE)
ROW = re.compile(r"^\| \[(\w+)\]\(exercises/(\w+)/README\.md\) \| (\d+) \|", re.MULTILINE)
FIXTURE = re.compile(r"^ +\| `(\w+)", re.MULTILINE)  # a row of the table in CONTRIBUTING
BRACKETS = re.compile(r"\((\d\d(?:(?:, | to | and )\d\d)*)\)")  # (01, 02), (05 to 07)


def untrue(root: Path, path: list[Exercise]) -> Iterator[str]:
    """A sentence for each wrong count of exercises, and for each exercise that no README tells of."""
    chapters = {name: list(each) for name, each in groupby(path, lambda exercise: exercise.chapter)}
    readme = (root / "README.md").read_text()
    yield from table(readme, {name: len(each) for name, each in chapters.items()})
    yield from counts("README.md", readme, len(path))
    yield from fixtures(
        (root / "CONTRIBUTING.md").read_text(),
        [exercise.test for exercise in path if can_be_judged(exercise)],
    )
    for name, each in chapters.items():
        file = root / "exercises" / name / "README.md"
        if file.is_file():  # a missing one is told by inventory.strays
            place, text = f"exercises/{name}/README.md", file.read_text()
            yield from counts(place, text, len(each))
            yield from numbers(place, text, each)
    for picture in sorted((root / "docs").glob("*.svg")):
        for sentence in counts(f"docs/{picture.name}", drawn(picture.read_text()), len(path)):
            yield f"{sentence} `make picture` draws it anew."


def table(readme: str, sizes: dict[str, int]) -> Iterator[str]:
    """Rows of the table of chapters that are missing, too many or wrong. sizes: how many exercises a chapter has."""
    rows = {name: (folder, int(count)) for name, folder, count in ROW.findall(readme)}
    where = "README.md, the table of chapters"
    for name, (folder, count) in rows.items():
        if name not in sizes:
            yield f"{where}: there is no chapter {name}."
        elif count != sizes[name]:
            yield f"{where}: the row of {name} says {count}; there are {sizes[name]}."
        if folder != name:
            yield f"{where}: the row of {name} leads to {folder}."
    yield from (f"{where}: there is no row for {name}." for name in sizes if name not in rows)


def counts(place: str, text: str, count: int) -> Iterator[str]:
    """Phrases like "two of 21 solved" and "twelve exercises" with another count."""
    flat = " ".join(text.split())
    for phrase in (*SOLVED.finditer(flat), *EXERCISES.finditer(flat)):
        number = phrase[1].lower()
        if (WORDS[number] if number in WORDS else int(number)) != count:
            yield f"{place} says “{phrase[0]}”; there are {count}."


def numbers(place: str, text: str, chapter: list[Exercise]) -> Iterator[str]:
    """Exercises whose number is not in brackets in the README of their chapter, and numbers of no exercise."""
    told: set[int] = set()
    for part in re.split(", | and ", ", ".join(BRACKETS.findall(text))):
        first, _, last = part.partition(" to ")
        told |= set(range(int(first), int(last or first) + 1)) if part else set()
    there = {int(exercise.name[:2]): exercise.label for exercise in chapter}
    for number in sorted(there.keys() - told):
        yield f"{place} does not tell of {there[number]}: no brackets like (01, 05 to 07) have {number:02} in."
    for number in sorted(told - there.keys()):
        yield f"{place} tells of an exercise {number:02}, which is not there."


def fixtures(contributing: str, files: list[Path]) -> Iterator[str]:
    """Fixtures that tests take, and that the table in CONTRIBUTING does not tell of."""
    told = {*FIXTURE.findall(contributing), "tmp_path", "monkeypatch"}  # the last ones are pytest's own
    for file in files:
        for name in sorted(_taken(ast.parse(file.read_text())) - told):
            told.add(name)
            yield f"CONTRIBUTING.md, the table of fixtures: there is no row for `{name}`, which {file.name} takes."


def _taken(module: ast.Module) -> set[str]:
    """The parameters of test functions that are not parametrized, nor fixtures of the same file."""
    found: set[str] = set()
    functions = [each for each in module.body if isinstance(each, ast.FunctionDef)]
    for function in functions:
        if function.name.startswith("test_"):
            marks = [node for mark in function.decorator_list for node in ast.walk(mark)]
            words = [
                node.value for node in marks if isinstance(node, ast.Constant) and isinstance(node.value, str)
            ]
            given = {name.strip() for word in words for name in word.split(",")}
            found |= {argument.arg for argument in function.args.args} - given
    return found - {function.name for function in functions}
