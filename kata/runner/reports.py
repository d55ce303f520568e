"""Put failures into reports of pytest, and show them."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest._code.code import ReprFileLocation, TerminalRepr
from _pytest._io import TerminalWriter

from kata import records
from kata.course.exercises import label_of
from kata.runner.facts import Failure, Said

LONGEST = 40  # lines of captured output that a report shows
WIDEST = 400  # characters of one of them


def attach(report: pytest.TestReport, failure: Failure) -> None:
    """Let a report carry its failure, as plain values: pytest-forked sends reports through `marshal`."""
    report.kata = records.plain(failure)  # type: ignore[attr-defined]


def attached(report: pytest.TestReport) -> Failure | None:
    """The failure that a report carries. Raises ValueError if an answer has put something else there."""
    facts = getattr(report, "kata", None)
    return None if facts is None else records.read(Failure, facts)


def said(report: pytest.TestReport) -> Said:
    """The outcome of a report, as plain data. Raises ValueError as `attached` does."""
    return Said(report.outcome, str(report.longrepr or ""), attached(report))


class Words(TerminalRepr):
    """A failure for pytest, which shows it by `toterminal` and sums it up by `reprcrash`."""

    def __init__(self, failure: Failure, file: Path) -> None:
        self.failure = failure
        self.reprcrash = ReprFileLocation(str(file), 0, failure.summary)

    def toterminal(self, tw: TerminalWriter) -> None:
        rows = self.failure.text.split("\n")
        last = len(rows) - 1
        for number, row in enumerate(rows):
            is_red = number == 0 or number in self.failure.blamed
            tw.line(" ".join(row.splitlines()), red=is_red, bold=number in (0, last))


def shortened(text: str) -> str:
    """Captured output, without its middle if it is very long."""
    lines = [line if len(line) <= WIDEST else line[:WIDEST] + " …" for line in text.splitlines()]
    if len(lines) <= LONGEST:
        return "\n".join(lines)
    half = LONGEST // 2
    return "\n".join([*lines[:half], f"… {len(lines) - 2 * half} lines left out …", *lines[-half:]])


def one_line_each(reports: list[pytest.TestReport]) -> list[str]:
    """Lines for failures that are not shown in full: of the same exercise, then of each other exercise."""
    by_exercise: dict[str, list[pytest.TestReport]] = {}
    for each in reports:
        by_exercise.setdefault(label_of(each.nodeid) or "", []).append(each)
    first, *others = by_exercise.items()
    lines = [f"also   {each.nodeid.rpartition('::')[2]} - {_summary(each)}" for each in first[1][1:]]
    return lines + [f"FAILED {label} ({len(tests)}) - {_summary(tests[0])}" for label, tests in others]


def _summary(report: pytest.TestReport) -> str:
    failure = attached(report)
    return failure.summary if failure is not None else ""
