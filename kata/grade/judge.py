"""Grading one submission: its answers are judged by a `server`, and what comes of that is a result.

A result is plain JSON, {"version": 1, "id", "status", "reason", "submission_sha256", "key", "sandbox", "python",
"seconds", "exercises": [{"label", "state": "passed" | "failed" | "missing", "seconds", "tests": [{"name", "failure",
"output"}]}]}; a failure is None or {"kind", "summary", "text"}, for a hang with "autopsy", for one that has waited for
a core, rather than worked, with "starved". "version", "id" and "submission_sha256" come from `results`.
"""

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

from kata.course.exercises import Exercise, conftests, exercises
from kata.course.home import PROJECT, Home
from kata.grade.archive import Answers
from kata.runner import client
from kata.sandbox import walls

CONTROL = re.compile(  # also what nobody sees, or what turns the order or the line of what is seen
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)
STATUSES = {"machine": "infra_error", "foul": "suspicious", "timeout": "timeout", "crashed": "crashed"}
"""What one test may say of a whole submission, by the kind of its failure; the first of them counts."""

Result = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """What is the same for all submissions. labels: the exercises. limit: seconds for a test, None for the usual.
    unsafe: whether answers may run without a sandbox where none is to be had."""

    labels: tuple[str, ...]
    limit: float | None = None
    unsafe: bool = False

    @property
    def apart(self) -> bool:
        """Whether answers run in sandboxes on this machine."""
        return not self.unsafe or walls.kind() is not None

    @property
    def options(self) -> tuple[str, ...]:
        """For the pytest of a server."""
        apart = ("--apart",) if self.apart else ()
        return apart if self.limit is None else (*apart, f"--timeout={self.limit}")

    @property
    def wanted(self) -> list[Exercise]:
        return [each for each in exercises(PROJECT / "exercises") if each.label in self.labels]


@functools.cache
def key(plan: Plan) -> str:
    """What a result depends on beside the submission: the tests, what runs them, and the plan."""
    files = [*sorted((PROJECT / "kata").rglob("*.py")), *conftests(PROJECT / "exercises")]
    files += [exercise.test for exercise in plan.wanted]
    found = hashlib.sha256(repr((plan, sys.version_info[:2])).encode())
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()


_servers = threading.local()
_started: list[client.Client] = []


def graded(answers: Answers, plan: Plan) -> Result:
    """Judge these answers. Runs in any process, on any machine. Raises client.Broken where the tests cannot be run."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kata-grade-", ignore_cleanup_errors=True) as folder:
        tree = Path(folder).resolve()
        for exercise in plan.wanted:
            if exercise.label in answers:
                file = tree / exercise.chapter / exercise.stub.name
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(answers[exercise.label])
                file.chmod(0o644)
        server = _server(plan)
        try:
            verdicts = client.run_all(server, [label for label in plan.labels if label in answers], tree)
        except BaseException:
            _forget(server)
            raise
        judged = {
            verdict.label: _exercise(verdict, server.names[verdict.label], tree) for verdict in verdicts
        }
    found = [judged.get(label, missing(label)) for label in plan.labels]
    kind = walls.kind() if plan.apart else "none"
    made = {"key": key(plan), "sandbox": kind, "python": platform.python_version()}
    return summed(found, time.monotonic() - began) | made


def missing(label: str) -> dict[str, Any]:
    """An exercise without an answer."""
    return {"label": label, "state": "missing", "seconds": 0, "tests": []}


def summed(exercises: list[dict[str, Any]], seconds: float) -> Result:
    """What the exercises say of the whole."""
    found = {kind for each in exercises for kind in kinds(each)}
    status = next((status for kind, status in STATUSES.items() if kind in found), "graded")
    reason = next((_first(each, "machine") for each in exercises if _first(each, "machine")), "")
    return {"status": status, "reason": reason, "seconds": round(seconds, 3), "exercises": exercises}


def _exercise(verdict: client.Verdict, manifest: list[str], tree: Path) -> dict[str, Any]:
    """Passed is an exercise of which each test that there is has passed."""
    tests: dict[str, dict[str, Any]] = {}
    for test in verdict.tests:
        tests[test.name] = {
            "name": test.name,
            "failure": _clean(test.failure, tree),
            "output": _clean(test.output, tree),
        }
    silent = {"kind": "machine", "summary": "This test was not run.", "text": "This test was not run."}
    every = [tests.get(name, {"name": name, "failure": silent, "output": ""}) for name in manifest]
    passed = bool(every) and all(each["failure"] is None for each in every)
    state = "passed" if passed else "failed"
    return {"label": verdict.label, "state": state, "seconds": round(verdict.seconds, 3), "tests": every}


def kinds(exercise: dict[str, Any]) -> list[str]:
    """The kinds of the failures of an exercise, in the order of its tests."""
    return [test["failure"]["kind"] for test in exercise["tests"] if test["failure"]]


def _first(exercise: dict[str, Any], kind: str) -> str:
    """What the first failure of this kind says."""
    failures = [test["failure"] for test in exercise["tests"] if test["failure"]]
    return next((str(failure["summary"]) for failure in failures if failure["kind"] == kind), "")


def _clean(value: Any, tree: Path) -> Any:
    """Plain values without what could do anything on a terminal or a page, and without the folder of the moment."""
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
        known[plan] = client.start(Home(PROJECT / "exercises"), *plan.options)
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
    """End every server of this process; who waits for one hears that it is broken."""
    while _started:
        client.end(_started.pop())
