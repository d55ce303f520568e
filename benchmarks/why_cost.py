"""Measure what `kata why` before a command costs: the same commands with it and without it, in turns.

    python -m benchmarks.why_cost [TURNS, 10 by default] [--work N, 20 by default]

`true` is compared with an empty Python, which is what any command in Python costs. `calculates` keeps one core busy,
`calls` makes 100,000 N system calls, `starts` runs N short programs one after the other; these also without the time
that an empty Python takes in the same way. Seconds of the clock, and those of the processors, which say more on a
machine that does other things as well; medians; the ratios count.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WHY = [sys.executable, "-c", "import sys; from kata.command import main; sys.exit(main())", "why"]
CALCULATES = "total = 0\nfor i in range({} * 500_000): total += i"
CALLS = "import os\nfor _ in range({} * 100_000): os.getppid()"
STARTS = "import subprocess\nfor _ in range({}): subprocess.run(['true'])"


def seconds(command: list[str]) -> tuple[float, float]:
    """How long a command took by the clock, and of the processors, with all that it has waited for."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the first turn compiles what has changed
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, timeout=300, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, used


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("turns", type=int, nargs="?", default=10)
    parser.add_argument("--work", type=int, default=20)
    options = parser.parse_args()
    texts = {"nothing": "pass", "calculates": CALCULATES, "calls": CALLS, "starts": STARTS}
    programs = {name: [sys.executable, "-c", text.format(options.work)] for name, text in texts.items()}
    pairs = {name: ([*WHY, *command], command) for name, command in programs.items()}
    start = {}
    for name, both in ({"true": ([*WHY, "true"], programs["nothing"])} | pairs).items():
        measured = []
        for turn in range(options.turns + 1):
            took = [seconds(command) for command in both]
            if turn:  # the first turn fills the caches
                measured.append(took)
        for place, clock in enumerate(("by the clock", "of the processors")):
            mine, its = (statistics.median(each[side][place] for each in measured) for side in (0, 1))
            beside = "alone" if name in programs else "python -c pass"
            words = f"kata why {name}: {mine:.3f} s {clock}, {beside}: {its:.3f} s, ratio {mine / its:.3f}"
            if name == "nothing":
                start[clock] = mine, its
            if clock in start and name != "nothing":
                rest = [total - begun for total, begun in zip((mine, its), start[clock], strict=True)]
                words += f", {rest[0] / max(rest[1], 1e-3):.3f} without the start"
            print(words)
    return 0


if __name__ == "__main__":
    sys.exit(main())
