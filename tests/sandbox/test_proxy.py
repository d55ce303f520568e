"""An answer that runs apart gets the same verdicts, with the same words, as one that its tests call themselves.

Each time, the solution of every exercise is judged behind walls, and a wrong answer for each cause; the other answers
in the long run, and by `make exercise`.
"""

import re
from pathlib import Path

import pytest

from tests.exercises.test_answers import WRONG, asked_for, check, every, ids
from tests.tools import walls
from tests.tools.judge import judge_each

pytestmark = pytest.mark.slow

RIGHT = every("solution") + every("right")
OF_EACH_CAUSE = {(wrong.exercise, wrong.cause): wrong.file for wrong in reversed(WRONG)}.values()
SOON = {
    *(file for _, file in every("solution")),
    *OF_EACH_CAUSE,
    *(wrong.file for wrong in WRONG if wrong.apart),
}
REFUSED_BY_LANDLOCK = re.compile(r"\.connect\(|AF_INET")
"""Calls of answers that nobody can judge behind those walls: `seccomp` refuses them, for they reach others."""


def marks(file):
    return () if file in SOON else pytest.mark.soak


@pytest.fixture(scope="session", params=walls.OF_THIS_USER, ids=str)
def judged(request):
    """The results of all answers that the selected tests ask for, in one go: {file: results}."""
    walls.need(request.param)
    answers = asked_for(request.session, Path(__file__), "judged")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", walls.path(request.param.kind))
        results = judge_each(answers, "--apart", only={wrong.file: wrong.caught_by for wrong in WRONG})
    refused = [file for _, file in answers if REFUSED_BY_LANDLOCK.search(file.read_text())]
    found = {file: results[place] for place, (_, file) in enumerate(answers)}
    return found if request.param.kind == "bwrap" else {**found, **dict.fromkeys(refused)}


@pytest.mark.parametrize(
    ("exercise", "file"),
    [
        pytest.param(*each, id=name, marks=marks(each[1]))
        for each, name in zip(RIGHT, ids("solution") + ids("right"), strict=True)
    ],
)
def test_a_right_answer_passes_apart(exercise, file, judged):
    _need_a_judgement(judged[file])
    wrong = [result.test for result in judged[file] if result.outcome not in ("passed", "skipped")]
    flaw = f"{file.name} is called wrong by {', '.join(wrong)}." if wrong else ""
    check(flaw if judged[file] else f"No test of {exercise.label} ran.", judged[file])


@pytest.mark.parametrize(
    "wrong", [pytest.param(wrong, id=wrong.label, marks=marks(wrong.file)) for wrong in WRONG]
)
def test_a_wrong_answer_is_caught_apart_with_the_same_words(wrong, judged):
    _need_a_judgement(judged[wrong.file])
    result = next(
        (each for each in judged[wrong.file] if each.test.partition("[")[0] == wrong.caught_by), None
    )
    flaw = ""
    if result is None or result.outcome != "failure":
        flaw = f"{wrong.caught_by} passes, or did not run."
    elif result.cause != (cause := wrong.apart or wrong.cause or "wrong"):
        flaw = f"{wrong.caught_by} fails by {result.cause}, not by {cause}."
    elif not wrong.apart and (unread := [words for words in wrong.words if words not in result.text]):
        flaw = f"The learner does not read {unread}."
    check(flaw, [result] if result else [])


def _need_a_judgement(results):
    if results is None:
        pytest.skip("behind Landlock it may not connect to anybody")
