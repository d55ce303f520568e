"""Run live programs as exercises, in pytest, again and again, half of the time on loaded cores: none is a hang.

    python -m tests.tools.soak 10000
    KATA_SOAK_SECONDS=60 python -m tests.tools.soak 10000    # some of them, by lot, for about so long

As programs, under the command `kata why`, `live` runs them.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.tools.corpus import LIVE, live
from tests.tools.judge import ROOT, WORKERS, Result, judge, project

BATCH = 5  # runs of each program in one pytest
PART = 8  # programs in a batch, where not all are run
BURNERS = 2 * (os.cpu_count() or 1)  # processes that only compute
HANGS = "HANG"


def soak(runs: int) -> list[Result]:
    """Run live programs at least this often, every second batch on loaded cores; return all results.

    With KATA_SOAK_SECONDS, no batch begins later than that, and each has a part of the programs, which a lot has drawn.
    """
    results: list[Result] = []
    limit = time.monotonic() + float(os.environ.get("KATA_SOAK_SECONDS", "inf"))
    with tempfile.TemporaryDirectory(prefix="kata-soak-") as folder:
        root = plant(Path(folder))
        parts = drawn() if limit < math.inf else itertools.repeat("")
        while len(results) < runs and time.monotonic() < limit:
            os.environ["LIVE_PROGRAMS"] = next(parts)
            for load in (0, BURNERS):
                with burning(load), ThreadPoolExecutor(WORKERS) as pool:
                    for batch in pool.map(lambda _: judge(None, "--timeout=60", root=root), range(WORKERS)):
                        results += batch
    return results


def drawn() -> Iterator[str]:
    """The names of a few live programs at a time, others each time, until it is the turn of all again; all are told."""
    names = [name for file, name in live() if file == LIVE]
    while True:
        random.shuffle(names)
        for first in range(0, len(names), PART):
            part = " ".join(names[first : first + PART])
            print(f"drawn: {part}")
            yield part


def plant(folder: Path) -> Path:
    """Make a project whose one exercise is the live programs."""
    os.environ["LIVE_RUNS"] = str(BATCH)
    return project(folder, ROOT / "tests/live", "01_live")


@contextlib.contextmanager
def burning(burners: int) -> Iterator[None]:
    """Keep the cores busy for a while."""
    processes = [subprocess.Popen([sys.executable, "-S", "-c", "while True: pass"]) for _ in range(burners)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def false_verdicts(results: list[Result]) -> list[Result]:
    return [result for result in results if result.summary.startswith(HANGS)]


def summary(results: list[Result], seconds: float) -> str:
    failed = [result for result in results if result.outcome != "passed"]
    lines = [
        f"{result.exercise} {result.test}: {result.outcome} {result.summary}\n{result.text}"
        for result in failed
    ]
    counts = (
        f"{len(results)} live runs, {len(false_verdicts(results))} false verdicts, {len(failed)} failures"
    )
    return "\n".join([*lines, f"{counts}, in {seconds:.0f} s, half of them beside {BURNERS} busy processes"])


def main() -> int:
    began = time.monotonic()
    results = soak(int(sys.argv[1]))
    print(summary(results, time.monotonic() - began))
    return 1 if any(result.outcome != "passed" for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
