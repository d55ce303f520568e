"""Points: what each exercise is worth, what a result is worth, and the table of all of them.

An exercise is solved or it is not, as for the one who learns: its points are given when all its tests pass.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from kata import toml
from kata.course.exercises import Exercise
from kata.course.home import Problem, several
from kata.grade.facts import Result

Points = dict[str, float]  # by label

ONE = 1.0  # point for an exercise that no file speaks of
NONE = "no answers found: is this a folder shaped like exercises/?"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BEFORE = ("student", "status", "score", "max_score", "percent")
BEHIND = ("flags", "seconds", "submission_sha256")


def points(path: list[Exercise], file: Path | None) -> Points:
    """What each exercise of the path is worth. file: TOML, a line for each exercise or chapter, `"01_pipe/03" = 2`.

    A chapter gives that to each of its exercises; what is said of one exercise counts more. Raises Problem.
    """
    found = {exercise.label: ONE for exercise in path}
    if file is None:
        return found
    try:
        said = toml.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, toml.TOMLDecodeError) as error:
        raise Problem(f"{file} cannot be read: {error}.") from None
    lines = []
    for name, worth in said.items():
        if type(worth) not in (int, float) or not 0 <= worth < float("inf"):
            raise Problem(f"{file}: {name} is worth {worth!r}, which is no number from 0 on.")
        lines.append((several(path, name), worth))
    for meant, worth in sorted(lines, key=lambda line: -len(line[0])):
        found |= {exercise.label: float(worth) for exercise in meant}
    return found


def score(result: Result, worth: Points) -> float:
    """The points of all exercises that are solved."""
    return sum(worth[each.label] for each in result.exercises if each.state == "passed")


def flags(result: Result) -> str:
    """What is worth a word: why nothing was judged, what was missing, what took too long."""
    words = [result.reason] if result.reason else []
    missing = [each.label for each in result.exercises if each.state == "missing"]
    if missing and result.status not in ("rejected", "infra_error"):
        none = len(missing) == len(result.exercises)
        words.append(NONE if none else f"missing: {' '.join(missing)}")
    for kind in ("timeout", "crashed", "foul"):
        labels = [each.label for each in result.exercises if kind in each.kinds]
        if labels:
            words.append(f"{kind}: {' '.join(labels)}")
    return "; ".join(words)


def write(file: IO[str], results: Iterable[Result], worth: Points) -> None:
    """The table as CSV (RFC 4180), the points that can be had on top."""
    table = csv.writer(file, lineterminator="\n")
    most = sum(worth.values())
    table.writerow([*BEFORE, *worth, *BEHIND])
    table.writerow(
        ["points-per-question", "", shown(most), shown(most), "100", *map(shown, worth.values()), "", "", ""]
    )
    for result in results:
        states = {each.label: each.state for each in result.exercises}
        got = score(result, worth)
        cells = [shown(worth[label]) if states.get(label) == "passed" else "0" for label in worth]
        row = [result.id, result.status, shown(got), shown(most), percent(got, most), *cells]
        row += [flags(result), f"{result.seconds:.1f}", result.submission_sha256]
        table.writerow([_quoted(cell) for cell in row])


def percent(got: float, most: float) -> str:
    return shown(round(100 * got / most, 1)) if most else "0"


def shown(number: float) -> str:
    """A number without a fraction that says nothing."""
    return f"{number:.10g}"


def _quoted(cell: str) -> str:
    """What a spreadsheet would take for a formula is text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
