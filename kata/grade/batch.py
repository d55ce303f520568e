"""Grade many submissions: let `judge` grade each, here or on a cluster, and keep its result as a file.

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
from dataclasses import dataclass, replace
from pathlib import Path

from kata import records
from kata.files import write_whole
from kata.grade.archive import Answers, Rejected, digest, read
from kata.grade.facts import Judged, Result, Status, missing, status_of
from kata.grade.judge import CONTROL, Plan, graded, key
from kata.grade.submissions import Submission

TRIES = 3  # of a task at which the machine fails
NEXT = 2  # submissions that are read ahead
VERSION = 1  # of the format of result files


@dataclass(frozen=True)
class Task:
    """A submission that was read and waits to be judged."""

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
    """Yield each result as it comes, after it is in its file in `folder`; results in there are not judged again.

    at_once: how many submissions are judged beside each other. A failure that its neighbours may have caused is judged
    again alone, at the end. again: the names of submissions to judge again all the same.
    """
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
            read_in = _read(submission, plan, folder, submission.name in again)
            if isinstance(read_in, Result):
                yield read_in
            else:
                running[executor.submit(graded, read_in.answers, plan)] = read_in
        done, _ = concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
        for future in done:
            task, result = running.pop(future), _outcome(future, plan)
            if doubtful(result):
                alone.append((task, result))
            else:
                yield _kept(task.submission, task.sha256, result, folder)
    for task, first in alone:
        yield _kept(task.submission, task.sha256, _alone(task, first, plan, executor), folder)


def _alone(task: Task, first: Result, plan: Plan, executor: concurrent.futures.Executor) -> Result:
    """Judge again the doubtful exercises, one test after the other; several times if the machine fails.

    first: the result beside others.
    """
    result = first
    for _ in range(1, TRIES):
        answers = {label: task.answers[label] for label in doubtful(result) if label in task.answers}
        result = mended(result, _outcome(executor.submit(graded, answers, plan, one_by_one=True), plan))
        if result.status != "infra_error":
            break
    return result


def _read(submission: Submission, plan: Plan, folder: Path | None, again: bool) -> Task | Result:
    """Read a submission; return its task, or its result if that is known, or if it cannot be judged."""
    try:
        answers = read(submission.path, plan.wanted)
    except (Rejected, OSError) as error:
        status: Status = "rejected" if isinstance(error, Rejected) else "infra_error"
        sha256 = ""
        with contextlib.suppress(OSError):
            sha256 = _file_digest(submission.path) if status == "rejected" else ""
        return _kept(submission, sha256, _failed(plan, str(error), status), folder)
    sha256 = digest(answers)
    known = None if folder is None or again else known_result(folder, submission.name)
    is_known = known is not None and (known.submission_sha256, known.key) == (sha256, key(plan))
    return (
        known if known and is_known and known.status != "infra_error" else Task(submission, answers, sha256)
    )


def _file_digest(path: Path) -> str:
    if not path.is_file():
        return ""
    with open(path, "rb") as file:
        found = hashlib.sha256()
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


def _outcome(future: concurrent.futures.Future[Result], plan: Plan) -> Result:
    """The result of a task; any exception from its worker is a failure of the machine."""
    try:
        result = future.result()
        if result.key == key(plan):
            return result
    except (Exception, concurrent.futures.CancelledError) as error:
        return _failed(plan, f"{type(error).__name__}: {error}")
    reason = "A worker has another IPC kata, or another Python, than this machine: install the same on both."
    return _failed(plan, reason)


def _failed(plan: Plan, reason: str, status: Status = "infra_error") -> Result:
    """A result in which nothing was judged. It names no sandbox, because nothing has run in one."""
    exercises = tuple(map(missing, plan.labels))
    reason = CONTROL.sub("�", reason)
    return Result("", "", key(plan), "", platform.python_version(), status, reason, 0, exercises)


def _kept(submission: Submission, sha256: str, result: Result, folder: Path | None) -> Result:
    """Complete the result of a submission, write it to its file, and return it."""
    result = replace(result, id=submission.name, submission_sha256=sha256)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        facts = {"version": VERSION, **records.plain(result)}
        write_whole(folder / f"{result.id}.json", json.dumps(facts, indent=1).encode())
    return result


def known_result(folder: Path, name: str) -> Result | None:
    """Read the result of a submission from its file; None if there is none, or it cannot be read."""
    try:
        facts = json.loads((folder / f"{name}.json").read_text())
        version = facts.pop("version")
        result = records.read(Result, facts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return result if (version, result.id) == (VERSION, name) else None


def cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def doubtful(result: Result) -> list[str]:
    """The exercises that others on the machine may have made fail; all, if nothing could be judged."""
    if result.status == "infra_error" and not any(each.tests for each in result.exercises):
        return [each.label for each in result.exercises]
    return [each.label for each in result.exercises if _is_doubtful(each)]


def _is_doubtful(exercise: Judged) -> bool:
    return any(failure.kind == "machine" or failure.doubtful for _, failure in exercise.failed)


def mended(first: Result, again: Result) -> Result:
    """The first result, with the exercises that were judged again."""
    judged = {each.label: each for each in again.exercises if each.tests}
    if again.status == "infra_error" and not judged:
        return first
    exercises = tuple(judged.get(each.label, each) for each in first.exercises)
    status, reason = status_of(exercises)
    seconds = round(first.seconds + again.seconds, 3)
    return replace(again, status=status, reason=reason, seconds=seconds, exercises=exercises)
