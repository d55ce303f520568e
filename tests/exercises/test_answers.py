"""Every exercise is whole: its stub fails by its lesson, right answers pass, wrong ones are caught with words."""

import re
import sys
from pathlib import Path

import pytest

from tests.tools.inventory import (
    CAUSES,
    can_be_judged,
    hints,
    missing,
    solution,
    strays,
    written,
    wrong_answers,
    zoo,
)
from tests.tools.judge import PATH, ROOT, Result, judge_each, judge_plainly

JUDGED = [
    exercise for exercise in PATH if can_be_judged(exercise)
]  # the flaws of the others are said by `missing`
WRONG = [wrong for exercise in JUDGED for wrong in wrong_answers(exercise)[0]]
LABELS = [exercise.label for exercise in PATH]
SLOW = 10.0  # seconds; a stub fails sooner, however many others are judged beside it
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
    return [(exercise, file) for exercise in JUDGED for file in files(exercise) if written(file)]


@pytest.fixture(scope="session")
def judged(request):
    """The results of all answers that the selected tests ask for, in one go: {file: results}."""
    answers = asked_for(request.session, Path(__file__), "judged")
    results = judge_each(answers, only={wrong.file: wrong.caught_by for wrong in WRONG})
    return {file: results[place] for place, (_, file) in enumerate(answers)}


def asked_for(session, module, fixture):
    """The (exercise, file) whose results the selected tests of a module read from a fixture, each once."""
    mine = [item for item in session.items if item.path == module and fixture in item.fixturenames]
    given = [item.callspec.params for item in mine]
    files = [
        (one["wrong"].exercise, one["wrong"].file) if "wrong" in one else (one["exercise"], one["file"])
        for one in given
    ]
    return list(dict.fromkeys(files))


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


def check(flaw: str, results: list[Result]) -> None:
    """Fail in words, with what a learner would have read; an empty flaw is none."""
    if flaw:
        pytest.fail(f"{flaw}\n\n{shown(results)}", pytrace=False)


@pytest.mark.slow
@pytest.mark.parametrize(("exercise", "file"), every("stub"), ids=ids("stub"))
def test_a_stub_fails_by_its_lesson(exercise, file, judged):
    results = judged[file]
    failed = [result for result in results if result.outcome == "failure"]
    lesson = here(hints(exercise).get("stub", "nothing that hints.toml names"))
    others = {result.cause for result in failed} & {"left-behind", "escaped-child", "timeout"} - {lesson}
    flaw = ""
    if not failed:
        flaw = "The stub passes: there is nothing to learn."
    elif [result for result in results if result.outcome == "error"]:
        flaw = "The stub ends in an error of the harness."
    elif failed[0].cause != lesson:
        flaw = f"The stub's first failing test fails by {failed[0].cause}, not by {lesson}."
    elif failed[0].seconds > SLOW and PROVED:
        flaw = f"The stub needs {failed[0].seconds:.2f} s to fail."
    elif others:
        flaw = f"The stub also fails by {', '.join(sorted(others))}."
    check(flaw, results)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("exercise", "file"), every("solution") + every("right"), ids=ids("solution") + ids("right")
)
def test_a_right_answer_passes(exercise, file, judged):
    results = judged[file]
    wrong = [result.test for result in results if result.outcome not in ("passed", "skipped")]
    flaw = f"{file.name} is called wrong by {', '.join(wrong)}." if wrong else ""
    check(flaw if results else f"No test of {exercise.label} ran.", results)


@pytest.mark.slow
@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.label)
def test_a_wrong_answer_is_caught_with_words(wrong, judged):
    results = judged[wrong.file]
    result = next((result for result in results if result.test.partition("[")[0] == wrong.caught_by), None)
    if result is not None and result.outcome == "skipped":
        pytest.skip("the test that catches it is skipped on this system")
    cause = here(wrong.cause or "wrong")
    flaw = ""
    if result is None:
        flaw = f"{wrong.caught_by} did not run."
    elif result.outcome != "failure":
        flaw = f"{wrong.caught_by} passes."
    elif result.cause != cause:
        flaw = f"{wrong.caught_by} fails by {result.cause}, not by {cause}."
    elif cause != "timeout" and (unread := [words for words in wrong.words if words not in result.text]):
        flaw = f"The learner does not read {unread}."
    check(flaw, [result] if result else results)


SAMPLE = list({wrong.cause: (wrong.exercise, wrong.file) for wrong in reversed(WRONG)}.values())
"""A wrong answer for each cause there is."""
ASKED_TWICE = every("stub") + every("solution") + SAMPLE
FIRST = {exercise.chapter: exercise for exercise in reversed(JUDGED)}.values()
SOON = {file for exercise, file in every("stub") + every("solution") if exercise in FIRST}.union(
    file for _, file in SAMPLE
)
"""Answers of which plain pytest is asked each time; of the others, in the long run."""


@pytest.fixture(scope="session")
def plain(request):
    """The results of plain pytest, of which `judge` checks that it tells everybody the same: {file: results}."""
    answers = asked_for(request.session, Path(__file__), "plain")
    results = judge_plainly(answers)
    return {file: results[place] for place, (_, file) in enumerate(answers)}


def told(results: list[Result]) -> dict[str, tuple[str, str, str]]:
    """The parts of results to compare: outcome, cause and summary, without pids and seconds."""
    return {r.test: (r.outcome, r.cause, re.sub(r"\d+", "0", r.summary)) for r in results}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("exercise", "file"),
    [
        pytest.param(
            *each,
            id=f"{each[1].relative_to(ROOT).parts[0]}-{each[0].label}-{each[1].stem}",
            marks=() if each[1] in SOON else pytest.mark.soak,
        )
        for each in ASKED_TWICE
    ],
)
def test_plain_pytest_gives_the_same_verdict_as_a_server(exercise, file, plain, judged):
    by_server, by_pytest = told(judged[file]), told(plain[file])
    one = next((wrong.caught_by for wrong in WRONG if wrong.file == file), "")
    assert by_server
    assert by_server == {test: by_pytest[test] for test in by_pytest if one in ("", test.partition("[")[0])}
