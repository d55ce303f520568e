"""Points: read what each exercise is worth, count the points of results, and write the table of all.

An exercise is solved or it is not, for the grader as for the learner: its points are given if all its tests pass.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from kata import toml
from kata.course.exercises import Exercise
from kata.course.home import Problem
from kata.course.typed_names import several
from kata.grade.facts import Result, State

Points = dict[str, float]  # by label

ONE = 1.0  # point for an exercise that is not in a points file
NONE = "no answers found: is this a folder shaped like exercises/?"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BEFORE = ("student", "status", "score", "max_score", "percent")
BEHIND = ("flags", "seconds", "submission_sha256")


def points(path: list[Exercise], file: Path | None) -> Points:
    """The points of each exercise of the path. file: TOML, a line for each exercise or chapter, `"01_pipe/03" = 2`.

    A line for a chapter gives its points to each of its exercises; a line for one exercise counts more. Raises Problem.
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


def highest(result: Result, worth: Points) -> float:
    """The highest possible points of a result: those of all exercises but the ones that cannot be graded here."""
    return sum(worth.values()) - sum(
        worth[each.label] for each in result.exercises if each.state == "ungraded"
    )


def flags(result: Result) -> str:
    """Remarks on a result: why nothing was judged, which answers are missing, could not be graded, took too long."""
    words = [result.reason] if result.reason else []
    missing = [each.label for each in result.exercises if each.state == "missing"]
    if missing and result.status not in ("rejected", "infra_error"):
        none = len(missing) == len(result.exercises)
        words.append(NONE if none else f"missing: {' '.join(missing)}")
    for kind in ("ungraded", "timeout", "crashed", "foul"):
        labels = [each.label for each in result.exercises if kind in each.kinds]
        if labels:
            words.append(f"{kind}: {' '.join(labels)}")
    return "; ".join(words)


def write(file: IO[str], results: Iterable[Result], worth: Points) -> None:
    """Write the table as CSV (RFC 4180), with the highest possible points on top."""
    table = csv.writer(file, lineterminator="\n")
    most = sum(worth.values())
    table.writerow([*BEFORE, *worth, *BEHIND])
    table.writerow(
        ["points-per-question", "", shown(most), shown(most), "100", *map(shown, worth.values()), "", "", ""]
    )
    for result in results:
        states = {each.label: each.state for each in result.exercises}
        got, possible = score(result, worth), highest(result, worth)
        cells = [_cell(states.get(label), worth[label]) for label in worth]
        row = [result.id, result.status, shown(got), shown(possible), percent(got, possible), *cells]
        row += [flags(result), f"{result.seconds:.1f}", result.submission_sha256]
        table.writerow([_quoted(cell) for cell in row])


def _cell(state: State | None, worth: float) -> str:
    return "" if state == "ungraded" else shown(worth) if state == "passed" else "0"


def percent(got: float, most: float) -> str:
    return shown(round(100 * got / most, 1)) if most else "0"


def shown(number: float) -> str:
    """A number in digits, without zeros at the end of its fraction."""
    return f"{number:.10g}"


def _quoted(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
