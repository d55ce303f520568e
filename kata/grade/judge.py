"""Grade one submission: let a `server` judge its answers, and make a result of its verdicts."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import platform
import re
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kata import records
from kata.course.exercises import Exercise, conftests, exercises
from kata.course.home import PROJECT, Home
from kata.grade.archive import Answers
from kata.grade.facts import Judged, Result, State, missing, status_of
from kata.runner import client
from kata.runner.facts import Test, Verdict
from kata.sandbox import walls

CONTROL = re.compile(  # also characters that are invisible, or that change the order or the lines of others
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)


@dataclass(frozen=True)
class Plan:
    """The plan of a grading, the same for all submissions.

    labels: the exercises. limit: seconds for a test, None for the usual. unsafe: whether answers may run without a
    sandbox if there is none.
    """

    labels: tuple[str, ...]
    limit: float | None = None
    unsafe: bool = False

    @property
    def apart(self) -> bool:
        """Whether answers run in sandboxes on this machine."""
        return not self.unsafe or walls.kind() is not None

    @property
    def options(self) -> tuple[str, ...]:
        """The options for the pytest of a server."""
        apart = ("--apart",) if self.apart else ()
        return apart if self.limit is None else (*apart, f"--timeout={self.limit}")

    @property
    def wanted(self) -> list[Exercise]:
        return [each for each in exercises(PROJECT / "exercises") if each.label in self.labels]


@functools.cache
def key(plan: Plan) -> str:
    """A fingerprint of all else that a result depends on: the tests, the code that runs them, the plan."""
    files = [*sorted((PROJECT / "kata").rglob("*.py")), *conftests(PROJECT / "exercises")]
    files += [exercise.test for exercise in plan.wanted]
    found = hashlib.sha256(repr((plan, sys.version_info[:2])).encode())
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()


_servers = threading.local()
_started: list[client.Client] = []


def graded(answers: Answers, plan: Plan, one_by_one: bool = False) -> Result:
    """Judge these answers, of any submission, in any process on any machine.

    one_by_one: whether no test of theirs runs beside another. Raises client.Broken if the tests cannot be run.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kata-grade-", ignore_cleanup_errors=True) as folder:
        tree = Path(folder).resolve()
        for exercise in plan.wanted:
            if exercise.label in answers:
                file = tree / exercise.chapter / exercise.stub.name
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(answers[exercise.label])
                file.chmod(0o644)
        labels = [label for label in plan.labels if label in answers]
        verdicts = _verdicts(labels, tree, plan, one_by_one) if labels else []
        judged = {verdict.label: _judged(verdict, tree) for verdict in verdicts}
    found = tuple(judged.get(label, missing(label)) for label in plan.labels)
    sandbox = (walls.kind() or "") if plan.apart else "none"
    seconds = round(time.monotonic() - began, 3)
    unheard = next((verdict.unheard for verdict in verdicts if verdict.unheard), "")
    return Result(
        "", "", key(plan), sandbox, platform.python_version(), *status_of(found), seconds, found, unheard
    )


def _verdicts(labels: list[str], tree: Path, plan: Plan, one_by_one: bool) -> list[Verdict]:
    server = _server(plan)
    try:
        return client.run_all(server, labels, tree, one_by_one=one_by_one)
    except BaseException:
        _forget(server)
        raise


def _judged(verdict: Verdict, tree: Path) -> Judged:
    kinds = {failure.kind for _, failure in verdict.failed}
    state: State = "passed" if verdict.kind == "passed" else "failed"
    if kinds == {"ungraded"}:
        state = "ungraded"
    told = [records.plain(Test(test.name, test.failure, test.output)) for test in verdict.tests]
    tests = tuple(records.read(Test, _clean(each, tree)) for each in told)
    return Judged(verdict.label, state, round(verdict.seconds, 3), tests)


def _clean(value: Any, tree: Path) -> Any:
    """Plain values without control characters, and without the paths of temporary folders."""
    if isinstance(value, str):
        for folder in (os.path.relpath(PROJECT, tree), PROJECT, tree):
            value = value.replace(f"{folder}/", "")
        return CONTROL.sub("�", value)
    if isinstance(value, list):
        return [_clean(each, tree) for each in value]
    if isinstance(value, dict):
        return {_clean(name, tree): _clean(each, tree) for name, each in value.items()}
    return value


def _server(plan: Plan) -> client.Client:
    """The server of this thread, which has the tests loaded."""
    known: dict[Plan, client.Client] = _servers.__dict__.setdefault("by_plan", {})
    if plan not in known:
        tests = [exercise.test for exercise in plan.wanted]
        known[plan] = client.start(Home(PROJECT / "exercises"), *plan.options, tests=tests)
        _started.append(known[plan])
    return known[plan]


def _forget(server: client.Client) -> None:
    known: dict[Plan, client.Client] = _servers.by_plan
    for plan in [plan for plan, each in known.items() if each is server]:
        del known[plan]
    with contextlib.suppress(ValueError):
        _started.remove(server)
        client.end(server)


def end_servers() -> None:
    """End every server of this process; a thread that waits for one gets client.Broken."""
    while _started:
        client.end(_started.pop())
