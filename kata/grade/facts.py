"""The plain data of grading: the result of a submission, as it is in its file, results/NAME.json."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kata.runner.facts import Failure, Kind, Test, failed

Status = Literal["graded", "rejected", "infra_error", "suspicious", "timeout", "crashed"]

STATUSES: dict[Kind, Status] = {
    "machine": "infra_error",
    "foul": "suspicious",
    "timeout": "timeout",
    "crashed": "crashed",
}
"""The status of a submission by the kind of a failure in it; the first that occurs counts."""


State = Literal["passed", "failed", "missing", "ungraded"]


@dataclass(frozen=True)
class Judged:
    """An exercise of a submission: "passed" if all its tests passed, "missing" if there was no answer.

    "ungraded": a part of its tests cannot be run on this machine, and all others passed.
    """

    label: str
    state: State
    seconds: float
    tests: tuple[Test, ...]

    @property
    def failed(self) -> list[tuple[Test, Failure]]:
        return failed(self.tests)

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of the failures, in the order of the tests."""
        return [failure.kind for _, failure in self.failed]


@dataclass(frozen=True)
class Result:
    """The result of a submission.

    id: its name. submission_sha256: of its answers. key: of all else that it depends on. sandbox: the kind that the
    answers ran in, empty if none has run. reason: why the submission, or a part of it, could not be judged. unheard:
    why values alone were judged, empty if deeds were as well.
    """

    id: str
    submission_sha256: str
    key: str
    sandbox: str
    python: str
    status: Status
    reason: str
    seconds: float
    exercises: tuple[Judged, ...]
    unheard: str = ""

    @property
    def counted(self) -> tuple[Judged, ...]:
        """The exercises that count, and not those that cannot be graded here."""
        return tuple(each for each in self.exercises if each.state != "ungraded")


def missing(label: str) -> Judged:
    """An exercise without an answer."""
    return Judged(label, "missing", 0, ())


def status_of(exercises: Iterable[Judged]) -> tuple[Status, str]:
    """The status of a submission by its exercises, and the reason if the machine has failed at it."""
    failures = [failure for exercise in exercises for _, failure in exercise.failed]
    kinds = {failure.kind for failure in failures}
    status: Status = next((status for kind, status in STATUSES.items() if kind in kinds), "graded")
    return status, next((failure.summary for failure in failures if failure.kind == "machine"), "")
