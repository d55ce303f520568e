"""Every exercise is whole: its stub fails by its lesson, right answers pass, wrong ones are caught with words."""

import sys

import pytest

from tests.inventory import CAUSES, hints, missing, solution, strays, wrong_answers, zoo
from tests.judge import PATH, Result, judge_each

LABELS = [exercise.label for exercise in PATH]
SLOW = 1.0  # seconds; a stub fails sooner
PROVED = sys.platform == "linux"
HANGS = CAUSES - {"escaped-child", "left-behind"}


def every(kind):
    """All (exercise, file) of stubs, solutions, wrong or right answers."""
    files = {
        "stub": lambda exercise: [exercise.stub],
        "solution": lambda exercise: [solution(exercise)],
        "right": lambda exercise: zoo("right_answers", exercise),
        "wrong": lambda exercise: zoo("wrong_answers", exercise),
    }[kind]
    return [(exercise, file) for exercise in PATH for file in files(exercise) if file.is_file()]


@pytest.fixture(scope="session")
def judged():
    """The results of all answers in one go: {file: results}."""
    answers = every("stub") + every("solution") + every("right") + every("wrong")
    results = judge_each(answers)
    return {file: results[place] for place, (_, file) in enumerate(answers)}


def here(cause: str) -> str:
    """The cause that a report names on this system: without a proof, a hang is a timeout."""
    return cause if PROVED or cause not in HANGS else "timeout"


def shown(results: list[Result]) -> str:
    return "\n".join(
        f"{r.test}: {r.outcome} {r.cause} {r.summary}\n{r.text}" for r in results if r.outcome != "passed"
    )


def ids(kind):
    return [f"{exercise.label}-{file.stem}" for exercise, file in every(kind)]


@pytest.mark.parametrize("exercise", PATH, ids=LABELS)
def test_an_exercise_has_all_its_parts(exercise):
    if found := missing(exercise):
        pytest.fail("\n".join(found), pytrace=False)


def test_no_file_lies_about():
    if found := strays():
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.parametrize(("exercise", "file"), every("stub"), ids=ids("stub"))
def test_a_stub_fails_by_its_lesson(exercise, file, judged):
    results = judged[file]
    failed = [result for result in results if result.outcome == "failure"]
    assert failed, "the stub passes"
    assert not [result for result in results if result.outcome == "error"], shown(results)
    assert failed[0].cause == here(hints(exercise)["stub"]), shown(results)
    assert failed[0].seconds < SLOW or not PROVED
    kinds = {result.cause for result in failed}
    assert not kinds & {"left-behind", "escaped-child", "timeout"} - {here(hints(exercise)["stub"])}, shown(
        results
    )


@pytest.mark.parametrize(
    ("exercise", "file"), every("solution") + every("right"), ids=ids("solution") + ids("right")
)
def test_a_right_answer_passes(exercise, file, judged):
    results = judged[file]
    assert results
    assert all(result.outcome in ("passed", "skipped") for result in results), shown(results)


@pytest.mark.parametrize(
    "wrong", [w for exercise in PATH for w in wrong_answers(exercise)], ids=lambda wrong: wrong.label
)
def test_a_wrong_answer_is_caught_with_words(wrong, judged):
    results = judged[wrong.file]
    result = next((result for result in results if result.test.partition("[")[0] == wrong.caught_by), None)
    assert result is not None, "its test did not run"
    if result.outcome == "skipped":
        pytest.skip("the test that catches it is skipped on this system")
    assert result.outcome == "failure", f"{wrong.caught_by} passes\n{shown(results)}"
    assert result.cause == here(wrong.cause or "wrong"), shown([result])
    for words in wrong.words if result.cause != "timeout" else ():
        assert words in result.text, shown([result])
