"""What pytest says of a test: the verdict in its report, one failure in full, and the last lines."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any

import pytest

from kata.agent import notes
from kata.course import exercises, progress
from kata.runner.failures import describe, note_comparison
from kata.runner.state import EXERCISE, HOME, PARTIAL, RUN, TREE, Run, now
from kata.runner.verdicts import Words, judge, one_line_each, shortened


def pytest_assertrepr_compare(op: str, left: object, right: object) -> None:
    if op == "==":
        note_comparison(left, right)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    made = yield
    if EXERCISE in item.stash and made.failed and call.excinfo is not None:
        exercise = item.stash[EXERCISE]
        file = exercises.answer_file(exercise, item.config.stash[TREE])
        failure = describe(call.excinfo.value, file, exercise.test)
        facts = {"kind": failure.kind, "summary": failure.summary, "text": failure.text}
        made.kata = facts  # type: ignore[attr-defined]
        made.longrepr = Words(failure.text, failure.summary, str(exercise.test))
        if made.when == "setup":
            made.when = "call"  # an answer that cannot be loaded has failed; it is no error of the test
        if RUN in item.stash:
            notes.note("failure", failure=facts)
    return made


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> Generator[None, None, None]:
    """Put the verdict into the report before anybody counts it.

    Only a wrapper comes before pytest's own session, whose count of failures is the exit status and stops -x.
    """
    if now.run is not None and not (report.when == "setup" and report.passed):
        _pronounce(now.run, report)
    yield


def _pronounce(run: Run, report: pytest.TestReport) -> None:
    if not run.judged:
        _judge(run, report)
    elif run.failure and report.failed:  # its teardown: one test fails once
        report.outcome, report.longrepr = "passed", None
    if run.failure:
        report.user_properties += [("cause", run.failure["kind"]), ("summary", run.failure["summary"])]
        report.sections = run.sections


def _judge(run: Run, report: pytest.TestReport) -> None:
    """Put what is known of a test into its report."""
    run.judged = True
    run.crashed = report.when not in ("setup", "call", "teardown")
    answer = exercises.answer_file(run.exercise, run.item.config.stash[TREE])
    failure = judge(None if run.crashed else report, run.folder, answer, exercises.is_test)
    output = _captured(run.item.config)
    if failure is None:
        return
    run.failure = failure
    report.outcome, report.when = "failed", "call"
    if run.crashed:
        report.duration = time.monotonic() - run.began
    blamed = failure.get("blamed", ())
    report.longrepr = Words(failure["text"], failure["summary"], str(run.exercise.test), blamed)
    report.kata = failure  # type: ignore[attr-defined]
    sections = [*([] if run.crashed else report.sections), *output]
    run.sections = [(head, shortened(text)) for head, text in sections]


def _captured(config: pytest.Config) -> list[tuple[str, str]]:
    """What a test that was ended had printed: it shares pytest's own files for captured output."""
    capture = config.pluginmanager.getplugin("capturemanager")
    if capture is None or not capture.is_globally_capturing():
        return []
    out, err = capture.read_global_capture()
    return [(f"Captured {name} call", text) for name, text in (("stdout", out), ("stderr", err)) if text]


@pytest.hookimpl(trylast=True, specname="pytest_runtest_logreport")
def pytest_note_outcome(report: pytest.TestReport) -> None:
    label = exercises.label_of(report.nodeid)
    if label is None or not (report.when == "call" or report.failed):
        return
    verdict = getattr(report, "kata", {}).get("kind", "wrong") if report.failed else progress.PASSED
    if now.verdicts.get(label, progress.PASSED) == progress.PASSED:
        now.verdicts[label] = verdict


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> Generator[None, None, None]:
    """One full failure at a time: the first on the path; each other exercise is a line."""
    failed = terminalreporter.stats.get("failed", [])
    ours = sorted(
        (each for each in failed if hasattr(each, "kata")), key=lambda each: each.nodeid.split("::")[0]
    )
    if len(ours) < 2 or config.get_verbosity() >= 2:
        yield
        return
    terminalreporter.stats["failed"] = [each for each in failed if each not in ours[1:]]
    yield
    terminalreporter.stats["failed"] = failed
    width = terminalreporter._tw.fullwidth if terminalreporter.isatty else 200
    for line in one_line_each(ours):
        terminalreporter.line(line if len(line) <= width else line[: width - 1] + "…")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, None, None]:
    yield
    config = session.config
    folder = next(
        (item.stash[EXERCISE].stub.parents[1] for item in session.items if EXERCISE in item.stash), None
    )
    if folder is None or not now.verdicts or not config.pluginmanager.hasplugin("terminalreporter"):
        return
    tree, home = config.stash[TREE], config.stash[HOME]
    path = exercises.exercises(folder)
    verdicts = {
        label: kind
        for label, kind in now.verdicts.items()
        if kind != progress.PASSED or label not in config.stash[PARTIAL]
    }
    how = progress.judged(
        {e.label: (verdicts[e.label], progress.digest(e, tree)) for e in path if e.label in verdicts}
    )
    known, word = progress.change(home.memory, how) if home else (how(progress.Progress()), None)
    solved = progress.solved(path, tree, known)
    failed = next((e for e in path if verdicts.get(e.label, progress.PASSED) != progress.PASSED), None)
    own = home is not None and home.tree is not None
    lines = progress.last_lines(path, solved, failed, tree, config.invocation_params.dir, own)
    writer = config.get_terminal_writer()
    writer.line()
    for line in [word, *lines] if word else lines:
        writer.line(line)
