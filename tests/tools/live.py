"""Run live programs and their neighbours under `kata why`, half of the time on loaded cores: none is a hang.

python -m tests.tools.live 2000
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.tools.corpus import judge_slow, live
from tests.tools.judge import WORKERS, Result
from tests.tools.soak import BURNERS, burning, summary


def run(runs: int) -> list[Result]:
    """Run each program by itself, many at a time, at least so often in all; return the results."""
    programs = live()
    results: list[Result] = []
    turn = 0
    while len(results) < runs:
        turn += 1
        with burning(BURNERS * (turn % 2)), ThreadPoolExecutor(4 * WORKERS) as pool:
            results += pool.map(_under_why, programs)
    return results


def _under_why(program: tuple[Path, str]) -> Result:
    row = judge_slow(*program)
    outcome, words = ("passed", "") if row.is_right else ("failed", row.words.partition("\n")[0])
    return Result(row.name, "kata why", outcome, "", words, row.words, row.seconds)


def main() -> int:
    began = time.monotonic()
    results = run(int(sys.argv[1]))
    print(summary(results, time.monotonic() - began))
    return 1 if any(result.outcome != "passed" for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
