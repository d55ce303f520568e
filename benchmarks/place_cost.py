"""Measure the cost of a network and a folder of a test's own: the solutions of exercises that ask for one.

    python -m benchmarks.place_cost [TURNS, 10 by default] [--exercises N, all by default]

Without, the tests run in the network of this machine and in a folder of its disk, as where the kernel refuses
namespaces.
"""

from __future__ import annotations

import argparse
import re

import pytest

from benchmarks.evidence_cost import compare
from benchmarks.watch_cost import ROOT
from kata.course.exercises import exercises
from kata.kernel import namespaces
from kata.runner.forking import OF_A_PLACE


def pytest_sessionstart(session: pytest.Session) -> None:
    """As a pytest plugin, this module refuses namespaces."""
    namespaces.reason_against = lambda: "they are measured against none"  # type: ignore[assignment]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("turns", type=int, nargs="?", default=10)
    parser.add_argument("--exercises", type=int)
    options = parser.parse_args()
    path = exercises(ROOT / "exercises")
    meet = [each for each in path if OF_A_PLACE.intersection(re.findall(r"\w+", each.test.read_text()))]
    tests = [str(exercise.test.relative_to(ROOT)) for exercise in meet[: options.exercises]]
    judged = [*tests, "--answers=solutions"]
    compare({"by itself": judged, "shared": [*judged, "-p", "benchmarks.place_cost"]}, options.turns)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
