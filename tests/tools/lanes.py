"""Run the slow tests, a pytest for each file and several at a time, because most of them only wait.

    python -m tests.tools.lanes [FILE…]

A file whose tests all pass takes one line; of any other file, the whole output of its pytest is shown.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LANES = 2 + (os.cpu_count() or 1)  # most tests wait for some of their time
LONGEST = (
    *("learn/test_loop.py", "grade/test_attacks.py", "test_why.py"),
    *("runner/test_misbehaviour.py", "exercises/test_answers.py"),
)
"""They begin first, so that no core is idle at the end."""
SELECTED = "slow and not soak"
NOTHING_SELECTED = 5  # the exit status of pytest


def slow_files() -> list[Path]:
    """The test files in which anything is marked as slow."""
    files = [file for file in sorted((ROOT / "tests").rglob("test_*.py")) if "mark.slow" in file.read_text()]
    longest = [ROOT / "tests" / name for name in LONGEST]
    return [*longest, *(file for file in files if file not in longest)]


def passes(file: Path) -> bool:
    """Run the slow tests of a file; what is told of it is printed in one go."""
    command = [sys.executable, "-m", "pytest", str(file), "-m", SELECTED, "-q", "--no-header", "-rs"]
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as output:
        started = subprocess.Popen(
            [*command, "-p", "no:cacheprovider"], cwd=ROOT, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(started.pid, 0)  # it counts the time of the processes below as well
        started.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        printed = output.read()
    passed = started.returncode in (0, NOTHING_SELECTED)
    told = re.findall(r"\d+ (?:passed|failed|errors?|skipped)", (printed.splitlines() or [""])[-1])
    lines = [line for line in printed.splitlines() if line.startswith("SKIPPED")] if passed else [printed]
    took = f"{time.monotonic() - began:.1f} s, {used.ru_utime + used.ru_stime:.1f} s of a core"
    print(
        *lines, f"{file.relative_to(ROOT)}: {', '.join(told) or 'nothing ran'}, {took}", sep="\n", flush=True
    )
    return passed


def main() -> int:
    files = [Path(name).resolve() for name in sys.argv[1:]] or slow_files()
    began = time.monotonic()
    with ThreadPoolExecutor(LANES) as pool:
        passed = list(pool.map(passes, files))
    print(f"{sum(passed)} of {len(passed)} files passed in {time.monotonic() - began:.1f} s")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
