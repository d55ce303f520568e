"""Run all checks and tests, a process for each file of slow tests and several at a time, because most only wait.

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
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LANES = 2 + (os.cpu_count() or 1)  # most tests wait for some of their time
LONGEST = (
    *("learn/test_loop.py", "test_why.py", "test_why_programs.py", "exercises/test_answers.py"),
    *("runner/test_evidence.py", "benchmarks/test_small.py", "runner/test_misbehaviour.py"),
    *("learn/test_commands.py", "grade/test_attacks.py", "sandbox/test_proxy.py"),
)
"""They begin first, so that no core is idle at the end: before all others those that mostly wait, and for long."""
PYTEST = [sys.executable, "-m", "pytest", "-q", "--no-header", "-rs", "-p", "no:cacheprovider"]
SLOW, QUICK = ["-m", "slow and not soak"], ["-m", "not slow and not soak"]
CHECKS = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"], ["lint-imports"])
NOTHING_SELECTED = 5  # the exit status of pytest


@dataclass(frozen=True)
class Job:
    """A command, and the name under which its end is told."""

    name: str
    command: list[str]


def jobs() -> list[Job]:
    """All that `make test` runs: what ends in seconds first, but for the files that take longest."""
    files = [file for file in sorted((ROOT / "tests").rglob("test_*.py")) if "mark.slow" in file.read_text()]
    longest = [ROOT / "tests" / name for name in LONGEST]
    bin_folder = Path(sys.executable).parent
    short = [Job(" ".join(words), [str(bin_folder / words[0]), *words[1:]]) for words in CHECKS]
    short.append(Job("tests on plain data", [*PYTEST, "tests", *QUICK]))
    slow = [of_file(file) for file in [*longest, *(file for file in files if file not in longest)]]
    return [*short, *slow]


def of_file(file: Path) -> Job:
    return Job(str(file.relative_to(ROOT)), [*PYTEST, str(file), *SLOW])


def counts(job: Job) -> Counter[str]:
    """Run a job; tell how it ended, in one go, and return how many tests passed, failed or were skipped."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as output:
        started = subprocess.Popen(job.command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(started.pid, 0)  # it counts the time of the processes below as well
        started.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        printed = output.read()
    passed = started.returncode in (0, NOTHING_SELECTED)
    found = re.findall(r"(\d+) (passed|failed|error|skipped)", (printed.splitlines() or [""])[-1])
    lines = [line for line in printed.splitlines() if line.startswith("SKIPPED")] if passed else [printed]
    words = ", ".join(f"{number} {word}" for number, word in found) or ("passed" if passed else "failed")
    took = f"{time.monotonic() - began:.1f} s, {used.ru_utime + used.ru_stime:.1f} s of a core"
    print(*lines, f"{job.name}: {words}, {took}", sep="\n", flush=True)
    told = Counter({word: int(number) for number, word in found})
    return told if passed else told + Counter(failed=max(1 - told["failed"] - told["error"], 0))


def main() -> int:
    chosen = [of_file(Path(name).resolve()) for name in sys.argv[1:]] or jobs()
    began = time.monotonic()
    with ThreadPoolExecutor(LANES) as pool:
        total = sum(pool.map(counts, chosen), Counter())
    failed = total["failed"] + total["error"]
    print(f"{len(chosen)} commands in {time.monotonic() - began:.1f} s")
    print(f"{total['passed']} passed, {failed} failed, {total['skipped']} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
