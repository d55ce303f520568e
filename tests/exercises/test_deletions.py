"""Every line matters: without any single statement of a solution, some test of its exercise fails."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kata.course.exercises import Exercise
from tests.tools.inventory import solution
from tests.tools.judge import PATH, ROOT, judge_each

MARK = "# survives: "  # on the line of a statement that no test can miss, with the reason
LIMIT = 2  # seconds; what is left of a solution may run in circles


@dataclass(frozen=True)
class Deletion:
    """A solution without one statement; `reason` is what its mark says, empty if there is none."""

    exercise: Exercise
    line: int
    source: str
    reason: str
    text: str


def deletions(exercise: Exercise) -> Iterator[Deletion]:
    """The solution of an exercise, once for each of its statements, with `pass` in the place of this one."""
    text = solution(exercise).read_text()
    lines = text.splitlines()
    for place in range(len(_statements(ast.parse(text)))):
        tree = ast.parse(text)
        block, at = _statements(tree)[place]
        statement = block[at]
        block[at] = ast.copy_location(ast.Pass(), statement)
        source, _, reason = lines[statement.lineno - 1].partition(MARK)
        yield Deletion(exercise, statement.lineno, source.strip(), reason.strip(), ast.unparse(tree))


def _statements(tree: ast.Module) -> list[tuple[list[ast.stmt], int]]:
    """Every statement but docstrings, as the block that it is in and its place there."""
    blocks = [
        block
        for node in ast.walk(tree)
        for name in ("body", "orelse", "finalbody")
        if isinstance(block := getattr(node, name, None), list)
    ]
    return [(block, at) for block in blocks for at, statement in enumerate(block) if not _is_text(statement)]


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def test_a_deletion_takes_one_statement_away():
    exercise = next(exercise for exercise in PATH if exercise.name == "01_write_then_read")
    whole = ast.unparse(ast.parse(solution(exercise).read_text())).splitlines()
    for deletion in deletions(exercise):
        left = deletion.text.splitlines()
        assert left != whole
        assert sum(line.strip() == "pass" for line in left) == 1
        assert [line for line in left if line.strip() != "pass" and line not in whole] == []


@pytest.mark.soak
def test_every_line_matters():
    every = [deletion for exercise in PATH for deletion in deletions(exercise)]
    answers = [(deletion.exercise, deletion.text) for deletion in every]
    judged = judge_each(answers, f"--timeout={LIMIT}")
    survivors, stale = [], []
    for place, deletion in enumerate(every):
        assert judged[place], "its tests did not run"
        survived = all(result.outcome in ("passed", "skipped") for result in judged[place])
        where = f"{solution(deletion.exercise).relative_to(ROOT)}:{deletion.line}  {deletion.source}"
        if survived:
            survivors.append(f"{where}  {deletion.reason or 'WITHOUT A REASON'}")
        elif deletion.reason:
            stale.append(f"{where}  is marked `{MARK}`, but does not survive")
    print(f"{len(every)} statements deleted, {len(survivors)} survive:", *survivors, sep="\n")
    assert not [line for line in survivors if line.endswith("WITHOUT A REASON")]
    assert not stale, "\n".join(stale)
