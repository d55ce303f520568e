"""Measure the cost of the watch for answers that do not hang: all solutions with and without it, in turns.

    python -m benchmarks.watch_cost [TURNS, 10 by default] [--exercises N, all by default]

Without the watch, all is the same, but nobody looks at the processes of a test. `alone` is pytest with
pytest-forked and pytest-timeout and nothing of this project but the fixture `peer`. Seconds of the processors are
given beside those of the clock: on a machine that does other things as well, they are what can be compared.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from kata.course.exercises import exercises
from kata.runner import plugin

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [
    sys.executable,
    "-m",
    "pytest",
    "-q",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:ipc-kata",
    "-p",
    "no:anyio",
]
IN_COMMON = ["-p", "benchmarks.in_common"]
ALONE = """\
import importlib.util, os, pathlib, pytest
from kata.runner.shim import mend_pytest_forked

pytest_plugins = ["kata.runner.peers"]
mend_pytest_forked()

@pytest.fixture
def answer(request):
    file = pathlib.Path(os.environ["SOLUTIONS"], request.path.parent.name, request.path.name[len("test_"):])
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
"""


def pytest_sessionstart(session: pytest.Session) -> None:
    """As a pytest plugin, this module turns the watch off."""
    session.config.stash[plugin.AGAINST] = "the watch is measured against none"


def seconds(arguments: list[str], folder: Path) -> tuple[float, float]:
    """How long a pytest took by the clock, and of the processors, with all processes that it has waited for."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "SOLUTIONS": str(ROOT / "solutions")}
    done = subprocess.run(
        [*PYTEST, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        raise SystemExit(
            f"{' '.join(arguments)} ended with status {done.returncode}:\n{done.stdout}{done.stderr}"
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, used


def in_turns(ways: dict[str, tuple[list[str], Path]], turns: int) -> dict[str, list[tuple[float, float]]]:
    """The `seconds` of each way in each turn. ways: arguments and folder of each, by its name."""
    measured: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for turn in range(turns + 1):
        for way, (arguments, folder) in ways.items():
            took = seconds(arguments, folder)
            if turn:  # the first turn fills the caches
                measured[way].append(took)
    return measured


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("turns", type=int, nargs="?", default=10)
    parser.add_argument("--exercises", type=int)
    options = parser.parse_args()
    turns = options.turns
    path = exercises(ROOT / "exercises")[: options.exercises]
    tests = [str(exercise.test.relative_to(ROOT)) for exercise in path]
    with tempfile.TemporaryDirectory(prefix="kata-cost-") as name:
        alone = Path(name)
        shutil.copytree(ROOT / "exercises", alone / "exercises")
        (alone / "conftest.py").write_text(ALONE)
        (alone / "pyproject.toml").write_text(
            "[tool.pytest.ini_options]\naddopts = ['--import-mode=importlib']\n"
        )
        judged = [*IN_COMMON, *tests, "--answers=solutions"]
        ways = {
            "watched": (judged, ROOT),
            "not watched": ([*judged, "-p", "benchmarks.watch_cost"], ROOT),
            "alone": ([*IN_COMMON, *tests, "--forked", "--timeout=5"], alone),
        }
        measured = in_turns(ways, turns)
    for place, clock in enumerate(("by the clock", "of the processors")):
        by_way = {way: [each[place] for each in values] for way, values in measured.items()}
        for way, values in by_way.items():
            span = f"from {min(values):.3f} to {max(values):.3f} s"
            print(f"{way:12} median {statistics.median(values):.3f} s {clock}, {span}")
        for other in ("not watched", "alone"):
            ratios = [mine / its for mine, its in zip(by_way["watched"], by_way[other], strict=True)]
            print(f"watched / {other}: median of {turns} pairs {statistics.median(ratios):.3f} {clock}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
