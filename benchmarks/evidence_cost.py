"""Measure the cost of evidence: all tests of all solutions, with the deeds of the answers heard and without, in turns.

    python -m benchmarks.evidence_cost [TURNS, 10 by default] [--exercises N, all by default]

Both prove hangs. Where no deeds are heard, values alone are judged, and nobody waits until an answer sleeps.
"""

from __future__ import annotations

import argparse
import statistics
from dataclasses import replace

import pytest

from benchmarks.watch_cost import ROOT, in_turns
from kata.course.exercises import exercises
from kata.runner import claims, forking, keeper


def pytest_sessionstart(session: pytest.Session) -> None:
    """As a pytest plugin, this module lets no deed be heard."""
    usual = forking._post

    def post(*arguments: object) -> keeper.Post:
        return replace(usual(*arguments), hears_deeds=False)  # type: ignore[arg-type]

    forking._post = post
    claims.is_heard = lambda request: False


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("turns", type=int, nargs="?", default=10)
    parser.add_argument("--exercises", type=int)
    options = parser.parse_args()
    path = exercises(ROOT / "exercises")[: options.exercises]
    judged = [*(str(exercise.test.relative_to(ROOT)) for exercise in path), "--answers=solutions"]
    compare({"heard": judged, "unheard": [*judged, "-p", "benchmarks.evidence_cost"]}, options.turns)
    return 0


def compare(ways: dict[str, list[str]], turns: int) -> None:
    """Print how long pytest takes in two ways, in turns, and the ratio of the first to the second.

    ways: the arguments of each, by its name.
    """
    measured = in_turns({way: (arguments, ROOT) for way, arguments in ways.items()}, turns)
    one, other = ways
    for place, clock in enumerate(("by the clock", "of the processors")):
        mine, its = ([each[place] for each in measured[way]] for way in ways)
        ratio = statistics.median(a / b for a, b in zip(mine, its, strict=True))
        print(f"{one} median {statistics.median(mine):.3f} s {clock}, {other} {statistics.median(its):.3f} s")
        print(f"{one} / {other}: median of {turns} pairs {ratio:.3f} {clock}")


if __name__ == "__main__":
    raise SystemExit(main())
