"""Run all checks of one exercise: its parts, answers (behind walls, too), the deletions from its solution, ruff on it.

make exercise NAME=13_tee
"""

from __future__ import annotations

import subprocess
import sys

from kata.course import typed_names
from kata.course.exercises import Exercise, of_stub
from kata.course.home import Problem
from tests.tools.inventory import parts
from tests.tools.judge import PATH, ROOT

TESTS = ("tests/exercises", "tests/sandbox/test_proxy.py")
SLOW = "one_verdict"  # each wrong answer twenty times
OF_ALL = (
    "test_no_file_lies_about",
    "test_every_count_is_true",
)  # of texts that one more exercise may make untrue


def meant(typed: str) -> Exercise:
    """The exercise that is meant by a name, even if there is only a stub; raises Problem."""
    stubs = [of_stub(stub) for stub in sorted((ROOT / "exercises").glob("[0-9][0-9]_*/[0-9][0-9]_*.py"))]
    path = {exercise.label: exercise for exercise in (*PATH, *stubs) if exercise is not None}
    try:
        return typed_names.named(list(path.values()), typed)
    except Problem as problem:
        raise Problem(f"{problem} To begin a new one: make new NAME=01_pipe/13_tee.") from None


def whole(exercise: Exercise) -> bool:
    """Whether all is well with an exercise; print the flaws."""
    chosen = f"({' or '.join([exercise.label, *OF_ALL])}) and not {SLOW}"
    tested = run("pytest", *TESTS, "-q", "--no-header", "-rN", "-k", chosen)
    files = [str(file) for file in parts(exercise) if file.is_file()]
    checked = run("ruff", "check", "--quiet", *files)
    formatted = run("ruff", "format", "--check", "--quiet", *files)
    if not formatted:
        print("Its files are not formatted yet: .venv/bin/ruff format .")
    return tested and checked and formatted


def run(*command: str) -> bool:
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode == 0


def main(typed: str) -> None:
    try:
        exercise = meant(typed)
    except Problem as problem:
        sys.exit(str(problem))
    if not whole(exercise):
        sys.exit(f"{exercise.label} is not whole yet. When it is mended: make exercise NAME={typed}")
    print(f"{exercise.label} is whole. Before you commit: make test")


if __name__ == "__main__":
    main(*sys.argv[1:])
