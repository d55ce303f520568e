"""Let pytest tell the verdict over a test, one failure in full, and the last lines."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import pytest

from kata import records
from kata.agent import notes, texts
from kata.course import exercises, next_steps, progress
from kata.kernel import namespaces
from kata.runner.facts import AT_A_PORT, by_name
from kata.runner.failures import compared, describe
from kata.runner.forking import asks_for_a_place
from kata.runner.reports import Words, attach, attached, one_line_each, said, shortened
from kata.runner.state import (
    AGAINST,
    BASE,
    COMPARED,
    EXERCISE,
    HOME,
    ON_ITS_WAY,
    PARTIAL,
    RUN,
    TREE,
    VERDICTS,
    Run,
    remember_endless,
)
from kata.runner.verdicts import beyond_judgement, judge

NAME = "ipc-kata"  # of the project where it is installed, and its command with it
MOST = 1000  # bytes of it


def pytest_configure(config: pytest.Config) -> None:
    config.stash[VERDICTS] = {}
    config.pluginmanager.register(Judge(config), "kata-judge")


def pytest_assertrepr_compare(config: pytest.Config, op: str, left: object, right: object) -> None:
    """Keep the difference that a test has found, because the exception has only pytest's own text."""
    if op == "==":
        config.stash[COMPARED] = compared(left, right)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    made = yield
    if EXERCISE in item.stash and made.failed and call.excinfo is not None:
        exercise = item.stash[EXERCISE]
        file = exercises.answer_file(exercise, item.config.stash[TREE])
        last, base = item.config.stash.get(COMPARED, None), item.config.stash[BASE]
        printed = _printed(item, made)
        failure = describe(call.excinfo.value, file, exercise.test, last, base, printed)
        if RUN in item.stash:
            failure = by_name(failure, item.stash[RUN].folder)
        attach(made, failure)
        made.longrepr = Words(failure, exercise.test)
        if made.when == "setup":
            made.when = "call"  # an answer that cannot be loaded has failed; it is no error of the test
        if RUN in item.stash:
            notes.note("failure", failure=records.plain(failure))
    return made


def _printed(item: pytest.Item, report: pytest.TestReport) -> str:
    """Something that a test has printed: what pytest has captured, or what is in a file of this project's own."""
    if report.capstdout or RUN not in item.stash:
        return report.capstdout
    try:
        return os.pread(item.stash[RUN].speaker, MOST, 0).decode(errors="replace")
    except OSError:  # it is a terminal, or a pipe
        return ""


@dataclass(frozen=True, eq=False)
class Judge:
    """The plugin for hooks that get nothing but a report; all else is in the config."""

    config: pytest.Config

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> Generator[None, None, None]:
        """Put the verdict into the report before it is counted.

        Only a wrapper comes before pytest's own session, whose count of failures is the exit status and stops -x.
        """
        run = self.config.stash.get(ON_ITS_WAY, None)
        if run is not None and not (report.when == "setup" and report.passed):
            _pronounce(run, report)
        yield

    @pytest.hookimpl(trylast=True, specname="pytest_runtest_logreport")
    def pytest_note_outcome(self, report: pytest.TestReport) -> None:
        if not (report.when == "call" or report.failed):
            return
        label = exercises.label_of(report.nodeid)
        if label is None:
            return
        failure = attached(report)
        kind = failure.kind if failure is not None else "wrong"
        verdicts = self.config.stash[VERDICTS]
        if verdicts.get(label, progress.PASSED) == progress.PASSED:
            verdicts[label] = kind if report.failed else progress.PASSED


def _pronounce(run: Run, report: pytest.TestReport) -> None:
    if not run.judged:
        _judge(run, report)
    elif run.failure and report.failed:  # its teardown: one test fails once
        report.outcome, report.longrepr = "passed", None
    if run.failure:
        report.user_properties += [("cause", run.failure.kind), ("summary", run.failure.summary)]
        report.sections = run.sections


def _judge(run: Run, report: pytest.TestReport) -> None:
    """Put the verdict over a test into its report."""
    run.judged = True
    run.crashed = report.when not in ("setup", "call", "teardown")
    try:
        told, base = None if run.crashed else said(report), run.item.config.stash[BASE]
        run.failure = judge(told, run.folder, exercises.is_test, base)
    except Exception as error:
        run.failure = beyond_judgement(error)
    remember_endless(run)
    output = _captured(run.item.config)
    if run.failure is None:
        return
    report.outcome, report.when = "failed", "call"
    if run.crashed:
        report.duration = time.monotonic() - run.began
    report.longrepr = Words(run.failure, run.exercise.test)
    attach(report, run.failure)
    sections = [*([] if run.crashed else report.sections), *output]
    run.sections = [(head, shortened(text)) for head, text in sections]


def _captured(config: pytest.Config) -> list[tuple[str, str]]:
    """The output of a test that was ended, from pytest's own files for captured output."""
    capture = config.pluginmanager.getplugin("capturemanager")
    if capture is None or not capture.is_globally_capturing():
        return []
    out, err = capture.read_global_capture()
    return [(f"Captured {name} call", text) for name, text in (("stdout", out), ("stderr", err)) if text]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> Generator[None, None, None]:
    """Show one failure in full, the first on the path; each other exercise takes a line."""
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


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Say once, at the top, that hangs of processes that meet in a network cannot be proved here."""
    against = namespaces.reason_against() if any(map(asks_for_a_place, session.items)) else None
    if against and session.config.pluginmanager.hasplugin("terminalreporter"):
        session.config.get_terminal_writer().line(f"note   {AT_A_PORT.format(reason=against)}")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, None, None]:
    yield
    config = session.config
    judged = config.stash[VERDICTS]
    first = next((item.stash[EXERCISE] for item in session.items if EXERCISE in item.stash), None)
    if first is None or not judged or not config.pluginmanager.hasplugin("terminalreporter"):
        return
    partial = config.stash[PARTIAL]
    kinds = {label: k for label, k in judged.items() if k != progress.PASSED or label not in partial}
    writer = config.get_terminal_writer()
    writer.line()
    for line in _last_lines(config, exercises.exercises(first.stub.parents[1]), kinds):
        writer.line(line)
    if config.stash[AGAINST] is not None:
        writer.line(f"note   answers were judged by their values alone: {config.stash[AGAINST]}")


def _last_lines(config: pytest.Config, path: list[exercises.Exercise], kinds: dict[str, str]) -> list[str]:
    """Remember the verdicts, and say what to do now. kinds: "passed" or the kind of a failure, by label."""
    tree, home = config.stash[TREE], config.stash[HOME]
    judged = {
        e.label: (kinds[e.label], progress.digest(e, tree, texts.take)) for e in path if e.label in kinds
    }
    how = progress.judged(judged)
    known, word = progress.change(home.memory, how) if home else (how(progress.Progress()), None)
    failed = next((e for e in path if kinds.get(e.label, progress.PASSED) != progress.PASSED), None)
    solved = progress.solved(path, tree, known)
    own = home is not None and home.tree is not None
    installed = [found.project_name for _, found in config.pluginmanager.list_plugin_distinfo()]
    folder, has_command = config.invocation_params.dir, home is not None and NAME in installed
    lines = next_steps.last_lines(path, solved, failed, tree, folder, own, has_command)
    return [word, *lines] if word else lines
