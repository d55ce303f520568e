"""The plain data that flows from a test to the code that shows or grades it.

    Ending (seen by the keeper), Said (by the test itself) -> Failure -> Test -> Verdict over an exercise

All of it crosses from process to process, by `kata.records`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Literal

from kata.autopsy.facts import Cause

Kind = Literal[
    Cause,
    "wrong",
    "not-written",
    "escaped-child",
    "left-behind",
    "timeout",
    "crashed",
    "foul",
    "machine",
    "skipped",
    "ungraded",
    "missing",
    "rejected",
]
"""Kinds of failures; a hang has its cause. In grading, "crashed" is an answer whose process has ended, "foul" one that
has broken the channel, "machine" no fault of the answer; "ungraded" is a test that cannot be run behind the walls that
can be had; "missing" and "rejected" answers were not judged."""


@dataclass(frozen=True)
class Failure:
    """The failure of a test: its kind, one sentence, and the whole text. blamed: the numbers of lines that are red.

    For a hang: autopsy, for JSON; picture, as SVG; at, the time.monotonic() of the verdict. doubtful: whether it was
    stopped at its limit without having worked for most of that time, so that others may have taken the time.
    """

    kind: Kind
    summary: str
    text: str
    blamed: tuple[int, ...] = ()
    autopsy: dict[str, Any] | None = None
    picture: str = ""
    at: float | None = None
    doubtful: bool = False


@dataclass(frozen=True)
class Said:
    """The report of a test on itself, if it comes to its end."""

    outcome: Literal["passed", "failed", "skipped"]
    text: str
    failure: Failure | None = None


@dataclass(frozen=True)
class Explanation:
    """The explanation of a hang: the autopsy for JSON, as text with the numbers of its lines to blame, and as SVG."""

    autopsy: dict[str, Any]
    text: str
    blamed: tuple[int, ...]
    picture: str


@dataclass(frozen=True)
class Ending:
    """The end of a test, as its keeper saw it. how: as in an `Outcome`, or "lost" if the keeper wrote nothing.

    test: its pid. doubtful: as in a failure. unexplained: why a hang has no explanation. processes: their number, if
    they were too many. survivors: the pids of those that were still alive when the test was over;
    stopped: those of them that a signal has stopped.
    """

    how: str
    test: int = 0
    status: int | None = None
    seconds: float = 0.0
    at: float | None = None
    processes: int | None = None
    doubtful: bool = False
    explanation: Explanation | None = None
    unexplained: str = ""
    survivors: tuple[int, ...] = ()
    stopped: tuple[int, ...] = ()


@dataclass(frozen=True)
class Test:
    """A test that is over.

    output: of the test, shortened. skipped: whether it cannot run on this system, as it says. seconds: until its keeper
    had ended everything.
    """

    __test__ = False  # pytest takes it for no class of tests

    name: str
    failure: Failure | None
    output: str
    skipped: bool = False
    seconds: float = 0.0


def failed(tests: Iterable[Test]) -> list[tuple[Test, Failure]]:
    """The tests that have failed, each with its failure."""
    return [(test, test.failure) for test in tests if test.failure is not None]


AT_A_PORT = (
    "whoever waits at a port waits until the time limit, for the network is not the test's own: {reason}"
)


@dataclass(frozen=True)
class Verdict:
    """An exercise that was run: its tests, in the order of their file.

    of: the fingerprint of the answer, None if there is none. seconds: from the first test to the last. unheard: the
    reason why values alone were judged, empty if deeds were as well. shared: the reason why its tests have no
    network of their own, empty if they have one or need none.
    """

    label: str
    tests: tuple[Test, ...]
    of: str | None
    seconds: float
    unheard: str = ""
    shared: str = ""

    @property
    def failed(self) -> list[tuple[Test, Failure]]:
        return failed(self.tests)

    @property
    def kind(self) -> str:
        """ "passed", or the kind of the first failure; "wrong" where there is no test."""
        passed = "passed" if self.tests else "wrong"
        return next((failure.kind for _, failure in self.failed), passed)


@dataclass(frozen=True)
class Order:
    """An order to run some exercises, by their labels.

    tree: the answers tree to judge from now on. only: the one test to run, by the label of its exercise. one_by_one:
    whether no test runs beside another.
    """

    number: int
    labels: tuple[str, ...]
    tree: str | None = None
    only: dict[str, str] = field(default_factory=dict)
    one_by_one: bool = False


@dataclass(frozen=True)
class Told:
    """A verdict of the run with this number."""

    number: int
    verdict: Verdict


NAMES = "names"
"""The folder, within that of a run, for names that only its test and its answer can reach."""


def by_name(told: Any, run: Path) -> Any:
    """The same with each path in NAMES as the name that it has there, which is all that a learner knows of it.

    told: text, or plain data with text in it. run: the folder of the run.
    """
    if isinstance(told, str):
        return told.replace(f"{run / NAMES}/", "")
    if is_dataclass(told) and not isinstance(told, type):
        return replace(told, **{each.name: by_name(getattr(told, each.name), run) for each in fields(told)})
    if isinstance(told, tuple | list | frozenset):
        return type(told)(by_name(each, run) for each in told)
    if isinstance(told, dict):
        return {by_name(key, run): by_name(value, run) for key, value in told.items()}
    return told
