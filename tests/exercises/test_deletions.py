"""Every line matters: without any single statement of a solution, some test of its exercise fails."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kata.course.exercises import Exercise
from tests.tools.inventory import can_be_judged, solution
from tests.tools.judge import PATH, ROOT, Result, judge_each

MARK = "# survives: "  # on the line of a statement that no test can miss, with the reason
JUDGED = [exercise for exercise in PATH if can_be_judged(exercise)]  # inventory.missing says what others lack
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
    """The solution of an exercise, once for each of its statements, without this one."""
    text = solution(exercise).read_text()
    lines = text.splitlines()
    for line, rest in without_each(text):
        source, _, reason = lines[line - 1].partition(MARK)
        yield Deletion(exercise, line, source.strip(), reason.strip(), rest)


def without_each(text: str) -> Iterator[tuple[int, str]]:
    """The line of each statement, and the program with `pass` in its place; none for what is a `pass` already."""
    whole = ast.unparse(ast.parse(text))
    for place in range(len(_statements(ast.parse(text)))):
        tree = ast.parse(text)
        block, at = _statements(tree)[place]
        line = block[at].lineno
        block[at] = ast.copy_location(ast.Pass(), block[at])
        if (rest := ast.unparse(tree)) != whole:
            yield line, rest


def _statements(tree: ast.Module) -> list[tuple[list[ast.stmt], int]]:
    """Every statement but docstrings and what is below `if __name__`, as its block and its place there."""
    tree.body = [each for each in tree.body if not is_given(each)]
    blocks = [
        block
        for node in ast.walk(tree)
        for name in ("body", "orelse", "finalbody")
        if isinstance(block := getattr(node, name, None), list)
    ]
    return [(block, at) for block in blocks for at, statement in enumerate(block) if not _is_text(statement)]


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def is_given(statement: ast.stmt) -> bool:
    """Whether this is what a person runs, and no test of the exercise: `tests/exercises/test_by_hand.py` does."""
    return isinstance(statement, ast.If) and ast.unparse(statement.test) == "__name__ == '__main__'"


def test_a_deletion_takes_one_statement_away():
    exercise = next(exercise for exercise in PATH if exercise.name == "01_write_then_read")
    whole = ast.unparse(ast.parse(solution(exercise).read_text())).splitlines()
    for deletion in deletions(exercise):
        left = deletion.text.splitlines()
        assert left != whole
        assert sum(line.strip() == "pass" for line in left) == 1
        assert [line for line in left if line.strip() != "pass" and line not in whole] == []


def test_a_pass_is_no_statement_to_delete():
    text = "def f():\n    try:\n        g()\n    except OSError:\n        pass\n"
    assert [line for line, _ in without_each(text)] == [1, 2, 3]


@pytest.fixture(scope="session")
def without(request):
    """The results of all deletions from the solutions of the selected exercises, in one go: {deletion: results}."""
    items = [item for item in request.session.items if "without" in getattr(item, "fixturenames", ())]
    wanted = {item.callspec.params["exercise"] for item in items}
    every = [deletion for exercise in PATH if exercise in wanted for deletion in deletions(exercise)]
    answers = [(deletion.exercise, deletion.text) for deletion in every]
    results = judge_each(answers, f"--timeout={LIMIT}")
    return {deletion: results[place] for place, deletion in enumerate(every)}


@pytest.mark.soak
@pytest.mark.parametrize("exercise", JUDGED, ids=lambda exercise: exercise.label)
def test_every_statement_matters(exercise, without):
    judged = {each: results for each, results in without.items() if each.exercise == exercise}
    survivors = [f"{where(each)}  {each.reason}" for each, results in judged.items() if survived(results)]
    print(f"{len(judged)} statements deleted, {len(survivors)} survive:", *survivors, sep="\n")
    flaws = [f"{where(each)}  {flaw}" for each, results in judged.items() if (flaw := flaw_of(each, results))]
    if flaws:
        pytest.fail("\n".join(flaws), pytrace=False)


def where(deletion: Deletion) -> str:
    return f"{solution(deletion.exercise).relative_to(ROOT)}:{deletion.line}  {deletion.source}"


def survived(results: list[Result]) -> bool:
    return all(result.outcome in ("passed", "skipped") for result in results)


def flaw_of(deletion: Deletion, results: list[Result]) -> str:
    """A sentence on a statement that nobody would miss, or whose mark is not true; empty if all is well."""
    if not results:
        return "its tests did not run."
    if survived(results) and not deletion.reason:
        return f"can be deleted, and all tests pass: a test is missing, or `{MARK}the reason` behind it."
    if deletion.reason and not survived(results):
        return f"is marked `{MARK.strip()}`, but a test fails without it."
    return ""


def test_a_statement_that_nobody_misses_is_told():
    def result(outcome):
        return [Result("01_case/01_thing", "test_it", outcome, "", "", "", 0.0)]

    plain = Deletion(PATH[0], 3, "g()", "", "")
    marked = Deletion(PATH[0], 3, "g()", "no test can see it", "")
    assert flaw_of(plain, result("failure")) == flaw_of(marked, result("passed")) == ""
    assert "a test is missing" in flaw_of(plain, result("passed"))
    assert "but a test fails" in flaw_of(marked, result("failure"))
    assert "did not run" in flaw_of(plain, [])
