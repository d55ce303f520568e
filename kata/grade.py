"""Grading: many submissions, each judged by a `server`, and remembered as a file.

    submissions -> answers (read here, as bytes) -> results (made by `graded`, here or on a cluster) -> files

A result is plain JSON, {"version": 1, "id", "status", "reason", "submission_sha256", "key", "sandbox", "python",
"seconds", "exercises": [{"label", "state": "passed" | "failed" | "missing", "seconds", "tests": [{"name", "failure",
"output"}]}]}; a failure is None or {"kind", "summary", "text"}, for a hang with "autopsy", for one that has waited for
a core, rather than worked, with "starved".
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import hashlib
import json
import os
import platform
import re
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kata import client
from kata.answers import Exercise, conftests, exercises
from kata.handed_in import Answers, Rejected, digest, read
from kata.home import PROJECT, Home
from kata.progress import write_whole
from kata.submission import Submission

TRIES = 3  # for what fails for reasons of the machine
NEXT = 2  # submissions that are read ahead
CONTROL = re.compile(  # also what nobody sees, or what turns the order or the line of what is seen
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)
STATUSES = {"machine": "infra_error", "foul": "suspicious", "timeout": "timeout", "crashed": "crashed"}
"""What one test may say of a whole submission, by the kind of its failure; the first of them counts."""

Result = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """What is the same for all submissions. labels: the exercises. limit: seconds for a test, None for the usual.
    sandbox: "bwrap" or "none"."""

    labels: tuple[str, ...]
    sandbox: str
    limit: float | None = None

    @property
    def options(self) -> tuple[str, ...]:
        """For the pytest of a server."""
        apart = ("--apart",) if self.sandbox != "none" else ()
        return apart if self.limit is None else (*apart, f"--timeout={self.limit}")

    @property
    def wanted(self) -> list[Exercise]:
        return [each for each in exercises(PROJECT / "exercises") if each.label in self.labels]


def key(plan: Plan) -> str:
    """What a result depends on beside the submission: the tests, what runs them, and the plan."""
    files = [*sorted((PROJECT / "kata").rglob("*.py")), *conftests(PROJECT / "exercises")]
    files += [exercise.test for exercise in plan.wanted]
    found = hashlib.sha256(repr((plan, platform.python_version())).encode())
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()


# --- one submission -------------------------------------------------------------------------------------------------

_servers = threading.local()
_started: list[client.Client] = []


def graded(answers: Answers, plan: Plan) -> Result:
    """Judge these answers: the "status", "reason", "seconds" and "exercises" of a result. Runs in any process, on any
    machine. Raises client.Broken where the tests cannot be run.
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
        server = _server(plan)
        try:
            verdicts = client.run_all(server, [label for label in plan.labels if label in answers], tree)
        except BaseException:
            _forget(server)
            raise
        judged = {
            verdict.label: _exercise(verdict, server.names[verdict.label], tree) for verdict in verdicts
        }
    return _summed([judged.get(label, _missing(label)) for label in plan.labels], time.monotonic() - began)


def _missing(label: str) -> dict[str, Any]:
    return {"label": label, "state": "missing", "seconds": 0, "tests": []}


def _summed(exercises: list[dict[str, Any]], seconds: float) -> Result:
    """What the exercises say of the whole."""
    found = {kind for each in exercises for kind in kinds(each)}
    status = next((status for kind, status in STATUSES.items() if kind in found), "graded")
    reason = next((_first(each, "machine") for each in exercises if _first(each, "machine")), "")
    return {"status": status, "reason": reason, "seconds": round(seconds, 3), "exercises": exercises}


def doubtful(result: Result) -> list[str]:
    """The exercises that may have failed by the fault of others on the machine; all, where nothing could be judged."""
    if result["status"] == "infra_error" and not any(each["tests"] for each in result["exercises"]):
        return [each["label"] for each in result["exercises"]]
    return [each["label"] for each in result["exercises"] if any(map(_is_doubtful, each["tests"]))]


def _is_doubtful(test: dict[str, Any]) -> bool:
    failure = test["failure"]
    return failure is not None and (failure["kind"] == "machine" or failure.get("starved", False))


def mended(first: Result, again: Result) -> Result:
    """The first judgement with what was judged again."""
    judged = {each["label"]: each for each in again["exercises"] if each["tests"]}
    exercises = [judged.get(each["label"], each) for each in first["exercises"]]
    if again["status"] == "infra_error" and not judged:
        return first
    return _summed(exercises, first["seconds"] + again["seconds"])


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


# --- many -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Task:
    """A submission that was read, and is to be judged. first: how that ended, where it is judged once more."""

    submission: Submission
    answers: Answers
    sha256: str
    first: Result | None = None


def results_of(
    submissions: Iterable[Submission],
    plan: Plan,
    folder: Path | None,
    executor: concurrent.futures.Executor,
    at_once: int,
    again: Iterable[str] = (),
) -> Iterator[Result]:
    """Each result as it comes; in `folder` there is a file of it by then. What is there already is not judged again.

    at_once: how many are judged beside each other; what could be the fault of those beside it is judged again alone,
    at the end. again: names of those that are judged all the same.
    """
    version = key(plan)
    running: dict[concurrent.futures.Future[Result], Task] = {}
    waiting = iter(submissions)
    alone: list[Task] = []
    more = True
    while more or running:
        while more and len(running) < at_once + NEXT:
            submission = next(waiting, None)
            if submission is None:
                more = False
                continue
            read_in = _read(submission, plan, version, folder, submission.name in again)
            if isinstance(read_in, dict):
                yield read_in
            else:
                running[executor.submit(graded, read_in.answers, plan)] = read_in
        done, _ = concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
        for future in done:
            task, result = running.pop(future), _outcome(future, plan)
            if doubtful(result) and (at_once > 1 or result["status"] == "infra_error"):
                alone.append(replace(task, first=result))
            else:
                yield _kept(task.submission, task.sha256, result, plan, version, folder)
    for task in alone:
        result = _alone(task, plan, executor)
        yield _kept(task.submission, task.sha256, result, plan, version, folder)


def _alone(task: Task, plan: Plan, executor: concurrent.futures.Executor) -> Result:
    """Judge again what is in doubt, while nothing else is judged; more than once where the machine has failed it."""
    result = task.first
    assert result is not None
    for _ in range(1, TRIES):
        answers = {label: task.answers[label] for label in doubtful(result) if label in task.answers}
        result = mended(result, _outcome(executor.submit(graded, answers, plan), plan))
        if result["status"] != "infra_error":
            break
    return result


def _read(
    submission: Submission, plan: Plan, version: str, folder: Path | None, again: bool
) -> Task | Result:
    """The task that a submission makes; its result where there is one already, or none to be had."""
    try:
        answers = read(submission.path, plan.wanted)
    except (Rejected, OSError) as error:
        status, sha256 = "infra_error", ""
        if isinstance(error, Rejected):
            status = "rejected"
            with contextlib.suppress(OSError):
                sha256 = _file_digest(submission.path)
        reason = CONTROL.sub("�", str(error))
        facts = {"status": status, "reason": reason, "seconds": 0, "exercises": _none(plan)}
        return _kept(submission, sha256, facts, plan, version, folder)
    sha256 = digest(answers)
    known = None if folder is None or again else known_result(folder, submission.name)
    if (
        known
        and (known["submission_sha256"], known["key"]) == (sha256, version)
        and known["status"] != "infra_error"
    ):
        return known
    return Task(submission, answers, sha256)


def _none(plan: Plan) -> list[dict[str, Any]]:
    return [_missing(label) for label in plan.labels]


def _file_digest(path: Path) -> str:
    if not path.is_file():
        return ""
    with open(path, "rb") as file:
        found = hashlib.sha256()
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


def _outcome(future: concurrent.futures.Future[Result], plan: Plan) -> Result:
    """What came of a task; whatever is raised where it ran is a failure of the machine."""
    try:
        return future.result()
    except (Exception, concurrent.futures.CancelledError) as error:
        reason = CONTROL.sub("�", f"{type(error).__name__}: {error}")
        return {"status": "infra_error", "reason": reason, "seconds": 0, "exercises": _none(plan)}


def _kept(
    submission: Submission, sha256: str, facts: Result, plan: Plan, version: str, folder: Path | None
) -> Result:
    """The whole result, as it is in its file."""
    result = {"version": 1, "id": submission.name, "reason": "", **facts, "submission_sha256": sha256}
    result |= {"key": version, "sandbox": plan.sandbox, "python": platform.python_version()}
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / f"{submission.name}.json", json.dumps(result, indent=1).encode())
    return result


def known_result(folder: Path, name: str) -> Result | None:
    """What is remembered of a submission; None where that is nothing, or nothing that can be read."""
    try:
        result = json.loads((folder / f"{name}.json").read_text())
        return result if result["version"] == 1 and result["id"] == name else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
