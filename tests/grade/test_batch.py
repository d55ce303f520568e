"""Failures that other tests, or the machine, may have caused are judged again."""

import itertools
import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor

import pytest

from kata.grade import archive, batch, judge, submissions
from kata.grade.facts import Judged, Result, status_of
from kata.runner.facts import Failure, Test
from tests.grade.test_command import FIRST, SECOND, right
from tests.tools.judge import PATH

PLAN = judge.Plan((FIRST.label, SECOND.label))


def ends(kind=None, **more):
    """What a judge says of the first exercise, and that the second has passed."""
    failure = Failure(kind, "so", "so", **more) if kind else None
    bad = Judged(FIRST.label, "failed" if kind else "passed", 1.0, (Test("test_it", failure, ""),))
    exercises = (bad, Judged(SECOND.label, "passed", 1.0, (Test("test_it", None, ""),)))
    return Result("", "", judge.key(PLAN), "bwrap", "3.12.1", *status_of(exercises), 1.0, exercises)


@pytest.mark.parametrize(("first", "second", "status", "asked"), [
    (ends("timeout", doubtful=True), ends(), "graded", 2),
    (ends("timeout", doubtful=True), ends("timeout", doubtful=True), "timeout", 2),
    (ends("timeout", doubtful=False), ends(), "timeout", 1),
    (ends("wrong"), ends(), "graded", 1),
    (ends("machine"), ends(), "graded", 2),
    (ends("machine"), ends("machine"), "infra_error", 3),
    (OSError("no memory"), ends(), "graded", 2),
    (OSError("no memory"), OSError("no memory"), "infra_error", 3),
    (CancelledError(), ends(), "graded", 2),
])  # fmt: skip
def test_what_others_may_have_caused_is_judged_again_alone(
    tmp_path, monkeypatch, first, second, status, asked
):
    for name in ("alice", "bob", "carol"):
        right(tmp_path / "in" / name)
    answers_of_bob = archive.read(tmp_path / "in" / "bob", PATH)
    bobs = {**answers_of_bob, FIRST.label: b"bob"}
    (tmp_path / "in" / "bob" / FIRST.chapter / FIRST.stub.name).write_bytes(b"bob")
    at_work, of_bob, both, calls = [], [], threading.Barrier(2), itertools.count()

    def graded(answers, plan, one_by_one=False):
        at_work.append(answers)
        if next(calls) < 2:
            both.wait(10)  # two are judged beside each other
        beside = len(at_work)
        end = ends()
        if answers.get(FIRST.label) == b"bob":
            end = first if not of_bob else second
            of_bob.append((answers, beside, one_by_one))
        at_work.remove(answers)
        if isinstance(end, Exception):
            raise end
        return end

    monkeypatch.setattr(batch, "graded", graded)
    handed = submissions.find([tmp_path / "in"], PATH)
    with ThreadPoolExecutor(2) as pool:
        found = {each.id: each for each in batch.results_of(handed, PLAN, tmp_path / "results", pool, 2)}
    assert [found[name].status for name in ("alice", "bob", "carol")] == ["graded", status, "graded"]
    assert len(of_bob) == asked
    assert [beside for _, beside, _ in of_bob[1:]] == [1] * (asked - 1)
    assert [one_by_one for _, _, one_by_one in of_bob] == [False] + [True] * (asked - 1)
    whole = isinstance(first, Exception)
    assert all(answers == (bobs if whole else {FIRST.label: b"bob"}) for answers, _, _ in of_bob[1:])
    assert list(found)[-1] == "bob" or asked == 1
