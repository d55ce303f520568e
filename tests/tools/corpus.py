"""Run `kata why` on programs that hang and on programs that are only slow, and print how right it is.

    python -m tests.tools.corpus [NAME…]

A program in `hangs/programs` says in its docstring, as TOML below the first line, what must be found: `cause`,
`blame` (names) and, where it is not "deadlock", `verdict`, "timeout" or "stuck", or `hidden` for the verdict where some
processes of the machine may not be looked at; the line that waits ends with `# waits`. One in `hangs/languages` says
the same in the comment at its beginning, and has no such line; it is left out where its language is not installed. A
program in `hangs/slow`, and each function of `live/01_programs.py`, ends with status 0: by itself, or woken by a
neighbour.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Container, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kata import toml
from kata.facts import Snapshot
from kata.kernel import strangers
from tests.tools import preloaded
from tests.tools.neighbour import FIFOS

ROOT = Path(__file__).resolve().parents[2]
HANGS = ROOT / "tests/hangs/programs"
LANGUAGES = ROOT / "tests/hangs/languages"
SLOW = ROOT / "tests/hangs/slow"
LIVE = ROOT / "tests/live/01_programs.py"
LIMIT = 8  # seconds for what cannot be proved; four times as many for what has not even begun to wait by then
PATIENCE = 150  # seconds for what is proved or found stuck long before, however busy the machine is
AT_ONCE = 4 * (os.cpu_count() or 1)  # programs; most of them wait most of the time
WAITS = "# waits"
AT_WORK = "one of them is still at work"
"""The words of `kata why` about a program that is not asleep: on loaded cores, it may still be importing."""
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}
COLUMNS = ("verdict", "cause", "line", "blame", "words")


@dataclass(frozen=True)
class Row:
    """The result of one program: the facts that were right, and the seconds until the command ended."""

    name: str
    right: dict[str, bool]
    seconds: float
    words: str

    @property
    def is_right(self) -> bool:
        return all(self.right.values())


NEEDS = {".py": "", ".rb": "ruby", ".pl": "perl", ".sh": "sh", ".c": "gcc", ".go": "go"}
"""The program that runs or compiles a language, by the end of the names of its files."""


def missing(program: Path) -> str | None:
    """The sentence that says what a program needs and this machine does not have; None if it can be run."""
    needed = NEEDS[program.suffix]
    wanted = expected(program).get("needs")
    if wanted and importlib.util.find_spec(wanted) is None:
        return f"{wanted} is not installed: pip install {wanted}"
    return f"{needed} is not installed" if needed and shutil.which(needed) is None else None


def command_for(program: Path, folder: Path) -> list[str]:
    """The command that runs a program; one that has to be compiled is, into the folder."""
    compiled = folder / program.stem
    if program.suffix == ".c":
        subprocess.run(["gcc", "-o", compiled, program], check=True, capture_output=True)
        return [str(compiled)]
    if program.suffix == ".go":
        environment = os.environ | {"GOCACHE": str(folder / "cache"), "GOFLAGS": "-mod=mod", "GOPROXY": "off"}
        subprocess.run(
            ["go", "build", "-o", compiled, program], check=True, capture_output=True, env=environment
        )
        return [str(compiled)]
    return [*filter(None, [NEEDS[program.suffix]]), str(program)]


def expected(program: Path) -> dict[str, Any]:
    if program.suffix != ".py":
        lines = program.read_text().partition("\n\n")[0].splitlines()
        return toml.loads("\n".join(line.lstrip("/# ") for line in lines[1:]))
    docstring = ast.get_docstring(ast.parse(program.read_text())) or ""
    return toml.loads(docstring.partition("\n\n")[2])


def live() -> list[tuple[Path, str]]:
    """The programs that are only slow: files of their own, and the functions that the soak runs as an exercise."""
    tree = ast.parse(LIVE.read_text())
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.args.args]
    return [(program, "") for program in sorted(SLOW.glob("*.py"))] + [(LIVE, name) for name in names]


def has_neighbour(program: Path) -> bool:
    return program.parent == SLOW and "\ndef neighbour():\n" in program.read_text()


@contextlib.contextmanager
def neighbour(program: Path, why: int, folder: str) -> Iterator[None]:
    """Somebody beside the program who wakes it; ended with it, where the program was not there to be woken."""
    command = [sys.executable, "-m", "tests.tools.neighbour", str(program), str(why)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, cwd=folder, env=ENVIRONMENT)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def run(
    program: Path, *options: str, argument: str = "", start: bool = True
) -> tuple[dict[str, Any], int, str, float]:
    """Run the command; return the facts, the exit status, the output, and the seconds that it took.

    start: whether to start it as people do; if not, it is forked from a process that has it loaded.
    """
    with tempfile.TemporaryDirectory(prefix="kata-corpus-") as folder:
        facts = Path(folder, "facts.json")
        command = command_for(program, Path(folder))
        words = ["why", *options, "--json", str(facts), *command, *filter(None, [argument])]
        for name in FIFOS if has_neighbour(program) else ():
            os.mkfifo(Path(folder, name))
        began = time.monotonic()
        status, output = (_started if start else _forked)(words, folder, program)
        text = facts.read_text() if facts.exists() else ""
        found = json.loads(text) if text else {}
        return found, status, output, time.monotonic() - began


def _started(words: list[str], folder: str, program: Path) -> tuple[int, str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "kata", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=ENVIRONMENT,
        text=True,
        errors="replace",
    )
    with _beside(program, folder, process.pid):
        try:
            output, _ = process.communicate(timeout=2 * PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    return process.returncode, output


def _forked(words: list[str], folder: str, program: Path) -> tuple[int, str]:
    return preloaded.run(
        words, folder, ENVIRONMENT, 2 * PATIENCE, functools.partial(_beside, program, folder)
    )


def _beside(program: Path, folder: str, why: int) -> contextlib.AbstractContextManager[None]:
    return neighbour(program, why, folder) if has_neighbour(program) else contextlib.nullcontext()


@functools.cache
def somebody_is_hidden() -> bool:
    """Whether there are processes on this machine that may not be looked at."""
    return strangers.outside(Snapshot((), {})).hidden


def verdict_of(hang: Path) -> str:
    """The verdict on a hang that is right here."""
    wanted = expected(hang)
    usual: str = wanted.get("verdict", "deadlock")
    return wanted.get("hidden", usual) if somebody_is_hidden() else usual


def is_unproved(hang: Path) -> bool:
    """Whether a hang ends at the limit: somebody outside could still come."""
    return verdict_of(hang) != "deadlock"


def judge_hang(program: Path, start: bool = True) -> Row:
    """Judge a program that hangs; with a longer limit, if it did not wait yet at the end of the usual one."""
    if verdict_of(program) != "timeout":
        return _judged(program, PATIENCE, start)
    row = _judged(program, LIMIT, start)
    return row if row.is_right or AT_WORK not in row.words else _judged(program, 4 * LIMIT, start)


def _judged(program: Path, limit: float, start: bool) -> Row:
    wanted = expected(program)
    found, status, words, seconds = run(program, "--stuck", "--timeout", str(limit), start=start)
    found_words = found.get("summary") or ""
    lines = {n for n, line in enumerate(program.read_text().splitlines(), 1) if line.endswith(WAITS)}
    seen = {
        process["line"]
        for process in found.get("processes", ())
        if (process["file"] or "").endswith(program.name)
    }
    blamed = {end["name"] for end in found.get("blame", ())}
    right = {
        "verdict": found.get("verdict") == verdict_of(program) and status == 124,
        "cause": found.get("cause") == wanted["cause"],
        "line": bool(lines & seen) or program.suffix != ".py",
        "words": all(word in found_words for word in wanted.get("words", ())),
        "blame": set(wanted.get("blame", ())) <= blamed,
    }
    name = program.stem if program.suffix == ".py" else program.name
    return Row(name, right, seconds, f"status {status}, {found.get('verdict')}\n{words}")


def judge_slow(program: Path, argument: str = "", start: bool = True) -> Row:
    found, status, words, seconds = run(program, "--stuck", argument=argument, start=start)
    return Row(
        argument or program.stem,
        {"verdict": status == 0 and found.get("verdict") == "finished"},
        seconds,
        f"status {status}, {found.get('verdict')}\n{words}",
    )


def judge_all(
    hangs: list[Path], slow: list[tuple[Path, str]], start: Container[Path] | None = None
) -> tuple[list[Row], list[Row]]:
    """Judge all programs, many at a time; those that wait for their limit begin first.

    start: the programs for which the command is started as people do; without it, that is every one.
    """

    def starts(program: Path) -> bool:
        return start is None or program in start

    with ThreadPoolExecutor(AT_ONCE) as pool:
        judged = {
            hang: pool.submit(judge_hang, hang, starts(hang))
            for hang in sorted(hangs, key=is_unproved, reverse=True)
        }
        living = [pool.submit(judge_slow, program, argument, starts(program)) for program, argument in slow]
        rows = [judged[hang].result() for hang in hangs], [each.result() for each in living]
    preloaded.end()
    return rows


def table(rows: list[Row]) -> str:
    widest = max((len(row.name) for row in rows), default=0)
    lines = [" ".join([" " * widest, *COLUMNS, "seconds"])]
    for row in rows:
        marks = [
            {True: "yes", False: "NO", None: "-"}[row.right.get(each)].ljust(len(each)) for each in COLUMNS
        ]
        lines.append(" ".join([row.name.ljust(widest), *marks, f"{row.seconds:7.2f}"]))
    return "\n".join(lines)


def main() -> int:
    names = set(sys.argv[1:])
    every = [*sorted(HANGS.glob("*.py")), *sorted(LANGUAGES.iterdir())]
    hanging = [each for each in every if (not names or each.stem in names) and missing(each) is None]
    living = [each for each in live() if not names or {each[0].stem, each[1]} & names]
    hangs, slow = judge_all(hanging, living)
    wrong = [row for row in hangs + slow if not row.is_right]
    for row in wrong:
        print(f"=== {row.name}\n{row.words}")
    print(table(hangs + slow))
    share = 100 * sum(row.is_right for row in hangs) / max(len(hangs), 1)
    left = sum(row.is_right for row in slow)
    print(
        f"{len(hangs)} hangs, {share:.0f} % right in everything; {left} of {len(slow)} slow programs left alone"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
