"""Read the end of a test of a held session from the folder of its run."""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path
from typing import get_args

from kata import records
from kata.course.exercises import is_test
from kata.kernel import usage
from kata.proof.watch import Excess
from kata.runner.facts import Failure, Said, Test
from kata.runner.forking import ungraded
from kata.runner.reports import shortened
from kata.runner.state import BASE, Run, remember_endless
from kata.runner.verdicts import beyond_judgement, ending_in, judge


def result(run: Run) -> Test:
    """The end of a test. A test that cannot be judged has failed."""
    told = None
    try:
        told = _said(run.folder)
        failure = judge(told, run.folder, is_test, run.item.config.stash[BASE])
        run.failure = failure
        remember_endless(run)
        if run.item.config.getoption("--apart"):
            failure = _ungraded(run) if _is_skipped(told) else _graded(failure)
    except Exception as error:
        failure = beyond_judgement(error)
    seconds = time.monotonic() - run.began
    return Test(run.item.name, failure, _printed(run.folder / "output"), _is_skipped(told), seconds)


def _is_skipped(told: Said | None) -> bool:
    return told is not None and told.outcome == "skipped"


def is_spent(run: Run) -> bool:
    """Whether a test that counts in grading has used up its limit at work, or another of its bounds."""
    if not run.item.config.getoption("--apart"):
        return False
    ending = ending_in(run.folder)
    return ending.how in get_args(Excess) or (ending.how == "timeout" and not ending.doubtful)


def _said(folder: Path) -> Said | None:
    """The report of a test on itself; None if it has not come to its end."""
    with contextlib.suppress(FileNotFoundError):
        return records.read(Said, json.loads((folder / "said.json").read_text()))
    return None


def _ungraded(run: Run) -> Failure:
    """The failure of a test that was skipped in grading, where a pass has to be shown."""
    if why := ungraded(run.item):
        return Failure("ungraded", why, why)
    text = "This test was skipped, so it has shown nothing."
    return Failure("skipped", text, text)


def _graded(failure: Failure | None) -> Failure | None:
    """The failure of a test that counts in grading: others may have used up the machine."""
    if failure is not None and not usage.pipes_are_whole():
        text = "Pipes hold less than usual, because this user has too many of them: pipe(7)."
        return Failure("machine", text, text)
    return failure


def _printed(file: Path) -> str:
    """The output of a test, shortened; empty if the answer has removed the file."""
    try:
        with open(file, errors="replace") as opened:
            return shortened(opened.read())
    except OSError:
        return ""
