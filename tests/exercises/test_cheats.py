"""Answers that skip the lesson are refused: cheats by rule and answers by heart, made from every solution.

Where a cheat makes no difference to what an exercise promises, its hints.toml says so, `*` standing for any letters:

    [NN_name.cheats]
    "bigger pipe" = "the reason"
    "* in this_function" = "the reason"
"""

import ast
import sys
from fnmatch import fnmatchcase

import pytest

from tests.tools.by_heart import PROMISE, by_heart, outcomes_in, player, recording
from tests.tools.cheats import RULES, Cheat, cheats, not_understood
from tests.tools.inventory import can_be_judged, hints, solution
from tests.tools.judge import PATH, Result, judge_each

JUDGED = [exercise for exercise in PATH if can_be_judged(exercise)]
HEARD = sys.platform == "linux"


@pytest.fixture(scope="session")
def cheated(request):
    """All cheats in the selected exercises with their results, in one go: {exercise: [(cheat, results)]}."""
    items = [item for item in request.session.items if "cheated" in getattr(item, "fixturenames", ())]
    selected = {item.callspec.params["exercise"] for item in items}
    exercises = [exercise for exercise in JUDGED if exercise in selected]
    made = [*(cheat for exercise in exercises for cheat in cheats(exercise)), *by_heart(exercises)]
    results = judge_each([(cheat.exercise, cheat.text) for cheat in made])
    return {
        exercise: [(cheat, results[place]) for place, cheat in enumerate(made) if cheat.exercise == exercise]
        for exercise in exercises
    }


@pytest.mark.soak
@pytest.mark.skipif(not HEARD, reason="nothing can be heard of what an answer does")
@pytest.mark.parametrize("exercise", JUDGED, ids=lambda exercise: exercise.label)
def test_no_cheat_passes(exercise, cheated):
    excuses = hints(exercise).get("cheats", {})
    print(*(row(cheat, results, excuses) for cheat, results in cheated[exercise]), sep="\n")
    flaws = [flaw for cheat, results in cheated[exercise] if (flaw := flaw_of(cheat, results, excuses))]
    labels = [cheat.label for cheat, _ in cheated[exercise]]
    unknown = [each for each in excuses if not any(fnmatchcase(label, each) for label in labels)]
    flaws += [f"hints.toml excuses `{each}`, and there is no such cheat." for each in unknown]
    if flaws:
        pytest.fail("\n".join(flaws), pytrace=False)


def flaw_of(cheat: Cheat, results: list[Result], excuses: dict[str, str]) -> str:
    """A sentence on a cheat that passes, or on an excuse that is not needed; empty if all is well."""
    excuse, refused = excuse_of(cheat, excuses), refused_by(results)
    if not results:
        return f"{cheat.label}: its tests did not run."
    if refused is None and not excuse:
        return f"{cheat.label}: all tests pass. {cheat.sentence}"
    if refused is not None and excuse:
        return f"{cheat.label}: hints.toml excuses it, but {refused.test} fails."
    return ""


def excuse_of(cheat: Cheat, excuses: dict[str, str]) -> str | None:
    return next((reason for each, reason in excuses.items() if fnmatchcase(cheat.label, each)), None)


def refused_by(results: list[Result]) -> Result | None:
    return next((result for result in results if result.outcome not in ("passed", "skipped")), None)


def row(cheat: Cheat, results: list[Result], excuses: dict[str, str]) -> str:
    refused = refused_by(results)
    verdict = f"refused by {refused.test}: {refused.summary}" if refused else "ACCEPTED"
    excuse = excuse_of(cheat, excuses)
    return f"{cheat.label:32} {f'excused: {excuse}' if excuse and not refused else verdict}"


@pytest.mark.parametrize("exercise", JUDGED, ids=lambda exercise: exercise.label)
def test_the_rules_find_every_fork(exercise):
    if found := not_understood(exercise):
        pytest.fail("\n".join(found), pytrace=False)


@pytest.fixture(scope="session")
def made():
    """The cheats that rules make, by exercise."""
    return {exercise: list(cheats(exercise)) for exercise in JUDGED}


def test_every_rule_makes_something(made):
    labels = {cheat.label.partition(" in ")[0] for of_exercise in made.values() for cheat in of_exercise}
    assert labels == {rule.name for rule in RULES}


@pytest.mark.parametrize("exercise", JUDGED, ids=lambda exercise: exercise.label)
def test_a_cheat_differs_from_its_solution_and_from_the_others(exercise, made):
    texts = [cheat.text for cheat in made[exercise]]
    assert len({*texts, ast.unparse(ast.parse(solution(exercise).read_text()))}) == len(texts) + 1


def test_each_call_is_written_down(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTEST_CURRENT_TEST", "test_07_pieces.py::test_it (call)")
    exercise, file = next(each for each in PATH if each.name == "07_pieces"), tmp_path / "calls"
    answer: dict[str, object] = {}
    exec(recording(exercise, file), answer)
    assert answer["cut"](b"", b"one,tw", b",") == (["one"], b"tw")
    with pytest.raises(UnicodeDecodeError):
        answer["last"](b"\xff")
    written = outcomes_in(file)
    assert list(written) == ["cut", "last"]
    assert written["last"].popitem()[1][0][0].startswith("_raise(UnicodeDecodeError('utf-8', b'")
    assert written["cut"] == {repr(("test_it", "cut", [b"", b"one,tw", b","])): [("(['one'], b'tw',)", [])]}


def test_what_is_played_back_is_what_was_written_down(monkeypatch):
    monkeypatch.setenv("PYTEST_CURRENT_TEST", "test_thing.py::test_it (call)")
    text = 'LINE = "one"\n\ndef sum_of(a, b):\n    """Add."""\n    return a + b\n'
    outcomes = {repr(("test_it", "sum_of", [1, 2])): [("3", []), ("_raise(EOFError('over'))", [])]}
    answer: dict[str, object] = {}
    exec(player(text, "sum_of", outcomes), answer)
    assert answer["sum_of"](1, 2) == 3
    with pytest.raises(EOFError, match="over"):
        answer["sum_of"](1, 2)
    assert answer["sum_of"](2, 2) is None
    assert answer["LINE"] == "one"


def test_a_promise_is_of_a_process_a_pipe_or_a_socket():
    assert PROMISE.search("Fork a child that writes.")
    assert PROMISE.search("sock: a stream socket; it stays open.")
    assert not PROMISE.search("Cut as many whole pieces as there are now.")


def test_a_cheat_that_passes_and_an_excuse_too_many_are_told():
    def result(outcome):
        return [Result("01_case/01_thing", "test_it", outcome, "", "", "", 0.0)]

    cheat, excuses = Cheat(PATH[0], "spins in f", "It spins.", ""), {"* in f": "nobody waits"}
    assert flaw_of(cheat, result("failure"), {}) == flaw_of(cheat, result("passed"), excuses) == ""
    assert "all tests pass" in flaw_of(cheat, result("passed"), {})
    assert "but test_it fails" in flaw_of(cheat, result("failure"), excuses)
    assert "did not run" in flaw_of(cheat, [], {})
