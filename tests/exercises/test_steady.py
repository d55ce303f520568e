"""No verdict by luck: a wrong answer fails in the same tests by the same causes, however often it is judged."""

import os

import pytest

from tests.tools.inventory import can_be_judged, wrong_answers
from tests.tools.judge import PATH, Result, judge_each
from tests.tools.soak import BURNERS, burning

TIMES = int(os.environ.get("KATA_STEADY_TIMES", "20"))  # half of them beside busy processes
LIMIT = 3600  # seconds, for all of them
JUDGED = [exercise for exercise in PATH if can_be_judged(exercise)]


@pytest.fixture(scope="session")
def verdicts(request):
    """All verdicts on the wrong answers to the selected exercises: {file: [verdict, verdict, …]}."""
    items = [item for item in request.session.items if "verdicts" in getattr(item, "fixturenames", ())]
    selected = {item.callspec.params["exercise"] for item in items}
    wrong = [each for exercise in JUDGED if exercise in selected for each in wrong_answers(exercise)[0]]
    answers = [(each.exercise, each.file) for each in wrong] * (TIMES // 2)
    found = {each.file: [] for each in wrong}
    for load in (0, BURNERS):
        with burning(load):
            judged = judge_each(answers)
        for place, (_, file) in enumerate(answers):
            found[file].append(verdict(judged[place]))
    return found


def verdict(results: list[Result]) -> tuple[tuple[str, str, str], ...]:
    """The parts of a verdict that must not change from one run to the next: the tests that fail, and why."""
    return tuple((r.test, r.outcome, r.cause) for r in results if r.outcome not in ("passed", "skipped"))


@pytest.mark.soak
@pytest.mark.timeout(LIMIT)
@pytest.mark.parametrize("exercise", JUDGED, ids=lambda exercise: exercise.label)
def test_a_wrong_answer_has_one_verdict(exercise, verdicts):
    wrong = wrong_answers(exercise)[0]
    flaws = [f"{each.label}: {flaw}" for each in wrong if (flaw := flaw_of(verdicts[each.file]))]
    print(f"{len(wrong)} wrong answers, {TIMES} times each, {len(flaws)} with more than one verdict")
    if flaws:
        pytest.fail("\n".join(flaws), pytrace=False)


def flaw_of(found: list[tuple[tuple[str, str, str], ...]]) -> str:
    """The different verdicts on one answer and how often each came; empty if there is one, and it is wrong."""
    if set(found) == {()}:
        return "all tests pass."
    if len(set(found)) == 1:
        return ""
    counted = [
        (found.count(each), ", ".join(f"{t} {o} {c}" for t, o, c in each) or "passes") for each in {*found}
    ]
    return "; ".join(f"{count} times {words}" for count, words in sorted(counted, reverse=True))


def test_different_verdicts_are_told():
    one, other = (("test_it", "failure", "wrong"),), (("test_it", "failure", "left-behind"),)
    assert flaw_of([one, one]) == ""
    assert flaw_of([(), ()]) == "all tests pass."
    assert flaw_of([one, other, one]) == "2 times test_it failure wrong; 1 times test_it failure left-behind"
    assert flaw_of([one, ()]).endswith("1 times passes")
