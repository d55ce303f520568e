"""Grading many submissions: each is judged by `grade`, here or on a cluster, and remembered as a file.

submissions -> answers (read here, as bytes) -> results -> files
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import hashlib
import json
import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kata.files import write_whole
from kata.grade.archive import Answers, Rejected, digest, read
from kata.grade.judge import CONTROL, Plan, Result, graded, key, missing, summed
from kata.grade.submissions import Submission

TRIES = 3  # for what fails for reasons of the machine
NEXT = 2  # submissions that are read ahead


@dataclass(frozen=True)
class Task:
    """A submission that was read, and is to be judged."""

    submission: Submission
    answers: Answers
    sha256: str


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
    alone: list[tuple[Task, Result]] = []
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
                alone.append((task, result))
            else:
                yield _kept(task.submission, task.sha256, result, version, folder)
    for task, first in alone:
        result = _alone(task, first, plan, executor)
        yield _kept(task.submission, task.sha256, result, version, folder)


def _alone(task: Task, first: Result, plan: Plan, executor: concurrent.futures.Executor) -> Result:
    """Judge again what is in doubt, while nothing else is judged; more than once where the machine has failed it.

    first: how it ended beside others.
    """
    result = first
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
        facts = _failed(plan, CONTROL.sub("�", str(error)), status)
        return _kept(submission, sha256, facts, version, folder)
    sha256 = digest(answers)
    known = None if folder is None or again else known_result(folder, submission.name)
    if (
        known
        and (known["submission_sha256"], known["key"]) == (sha256, version)
        and known["status"] != "infra_error"
    ):
        return known
    return Task(submission, answers, sha256)


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
        result = future.result()
    except (Exception, concurrent.futures.CancelledError) as error:
        return _failed(plan, CONTROL.sub("�", f"{type(error).__name__}: {error}"))
    if result["key"] != key(plan):
        reason = (
            "A worker has another IPC kata, or another Python, than this machine: install the same on both."
        )
        return _failed(plan, reason)
    return result


def _failed(plan: Plan, reason: str, status: str = "infra_error") -> Result:
    return {
        "status": status,
        "reason": reason,
        "seconds": 0,
        "exercises": [missing(each) for each in plan.labels],
    }


def _kept(submission: Submission, sha256: str, facts: Result, version: str, folder: Path | None) -> Result:
    """The whole result, as it is in its file. A sandbox is only named where something has run in one."""
    nowhere = {"key": version, "sandbox": "", "python": platform.python_version()}
    result = {"version": 1, "id": submission.name, "submission_sha256": sha256, **nowhere, **facts}
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
    return again | summed(exercises, first["seconds"] + again["seconds"])
