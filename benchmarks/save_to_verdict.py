"""Measure the time from the save of an answer to its verdict on the screen, beside pytest-watcher.

    pip install -e ".[dev]"
    python -m benchmarks.save_to_verdict [ROUNDS, 20 by default]

Two terminals, each with a learner's own folder: in one `kata`, in the other pytest-watcher on the same exercise. In
turn, an answer that passes, one that fails and one that hangs is saved in each of them. The clock starts when the
file is written and closed; it stops when the terminal has got the words of the verdict.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import select
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from kata.course import shelf
from kata.course.exercises import exercises
from tests.tools.at_a_terminal import Seat, read, seated

ROOT = Path(__file__).resolve().parents[1]
EXERCISE = "01_pipe/03_another_one"
LIMIT = 20  # seconds
WORDS = {"kata": {"pass": b"PASSED: ", "fail": b"save %d", "hang": b"HANG after"}}
WORDS["pytest-watcher"] = {"pass": b" passed", "fail": b"save %d", "hang": b"HANG after"}


def versions(number: int) -> Iterator[tuple[str, str]]:
    """An answer that passes, one that fails in its own words, one that hangs."""
    right = (ROOT / "solutions" / f"{EXERCISE}.py").read_text()
    exercise = next(e for e in exercises(ROOT / "exercises") if e.label == EXERCISE)
    yield "pass", right
    yield "fail", right.replace("import os\n", f"import os\n\nraise ValueError('save {number}')\n", 1)
    yield "hang", shelf.stub(exercise)


def until(seat: Seat, words: bytes, since: int) -> None:
    """Read until the words have come, after the bytes that were there before."""
    limit = time.monotonic() + LIMIT
    while words not in seat.said[since:]:
        ready, _, _ = select.select([seat.terminal], [], [], max(limit - time.monotonic(), 0))
        if not ready or not read(seat):
            shown = bytes(seat.said[since:]).decode(errors="replace")
            raise SystemExit(f"{words!r} was not said:\n{shown}")


def quiet(seat: Seat) -> None:
    """Wait until a run that has told its verdict has written its last line."""
    os.set_blocking(seat.terminal, False)
    limit = time.monotonic() + 0.7
    while time.monotonic() < limit:
        try:
            read_now = os.read(seat.terminal, 1 << 16)
        except BlockingIOError:
            time.sleep(0.01)
            continue
        seat.said.extend(read_now)
    os.set_blocking(seat.terminal, True)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rounds", nargs="?", type=int, default=20)
    rounds = parser.parse_args().rounds
    if importlib.util.find_spec("pytest_watcher") is None:
        print('It needs pytest-watcher: pip install -e ".[dev]"', file=sys.stderr)
        return 2
    watcher = [sys.executable, "-m", "pytest_watcher", ".", "--clear", "--patterns", "**/*.py"]
    commands = {
        "kata": [sys.executable, "-m", "kata"],
        "pytest-watcher": [*watcher, "--runner", "pytest", f"{EXERCISE}.py"],
    }
    taken: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="kata-saves-") as name, ExitStack() as stack:
        seats = {}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        for who, command in commands.items():
            folder = Path(name, who)
            shelf.begin(folder)
            seats[who] = stack.enter_context(seated(command, folder, PYTHONPATH=str(ROOT), PATH=path)), folder
        time.sleep(3)  # all of them are loaded
        for number in range(rounds):
            for kind, text in versions(number):
                for who, (seat, folder) in seats.items():
                    quiet(seat)
                    since = len(seat.said)
                    words = WORDS[who][kind]
                    (folder / f"{EXERCISE}.py").write_text(text)
                    began = time.perf_counter()
                    until(seat, words % number if b"%" in words else words, since)
                    taken.setdefault((who, kind), []).append(time.perf_counter() - began)
    for (who, kind), seconds in sorted(taken.items(), key=lambda each: each[0][1]):
        line = f"median {statistics.median(seconds):.3f} s, from {min(seconds):.3f} to {max(seconds):.3f} s"
        ratio = statistics.median(seconds) / statistics.median(taken["kata", kind])
        print(f"{kind}  {who:14} {line}   {ratio:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
