"""A pytest that has everything loaded and collected, and forks for each run.

It is an ordinary session, held where its tests would begin. There it hears what to run, and every test of an
exercise gets a fork of the session, several at a time; that fork becomes the test's keeper. `client` starts it.

What it is told is a line of JSON on one descriptor: {"run": number, "labels": [...]}, and "tree" where an answers
tree is to be judged from now on, "only" where one test of a label is enough; a new one ends the run before. What it
tells are lines of JSON on another: {"ready": names of tests by label}, then for each test {"run", "label", "test",
"failure", "output", "skipped", "seconds"}, and {"run", "label", "over": the fingerprint of the answer, "seconds"}.
"""

from __future__ import annotations

import gc
import io
import json
import os
import select
import signal
import sys
import tempfile
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import pytest

from kata.autopsy import text
from kata.course import progress
from kata.course.exercises import answer_file, is_test
from kata.files import remove
from kata.kernel import proc, tree
from kata.proof.verdict import calibrated
from kata.runner.state import EXERCISE, PROVE, RUN, TREE, Run
from kata.runner.verdicts import beyond_judgement, judge, shortened

AT_ONCE = max(4, 2 * (os.cpu_count() or 1))  # tests; most of them wait most of the time


@dataclass
class Course:
    """One run of some exercises. waiting: its tests. running: those with a keeper, by its pid. left: how many are not
    over, by label. judged: the fingerprints of the answers, by label."""

    number: int
    began: float = field(default_factory=time.monotonic)
    waiting: deque[pytest.Item] = field(default_factory=deque)
    running: dict[int, Run] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    judged: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Mute:
    """What is left of the terminal reporter: pytest 8.4 needs its writer to explain an assertion."""

    _tw: Any


class Server:
    """The plugin that holds the session. orders, answers: the descriptors."""

    def __init__(self, orders: int, answers: int) -> None:
        self.orders, self.answers = orders, answers
        self.reports: list[pytest.TestReport] = []

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.reports.append(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        if session.testsfailed:
            return None  # what cannot be collected is told by pytest itself
        session.config.stash[PROVE] = tree.ON_LINUX and tree.become_subreaper() and calibrated()
        plugins = session.config.pluginmanager
        plugins.unregister(name="pytest_forked")  # this forks itself
        reporter: Any = plugins.unregister(name="terminalreporter")  # nobody reads here
        plugins.register(Mute(reporter._tw), "terminalreporter")
        self.serve(session)
        return True

    def serve(self, session: pytest.Session) -> None:
        woken, wakes = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(wakes, False)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda signum, frame: None)
        gc.collect()
        gc.freeze()  # what is never looked through again is never copied in a fork
        items: dict[str, list[pytest.Item]] = {}
        for item in session.items:
            if EXERCISE in item.stash:
                items.setdefault(item.stash[EXERCISE].label, []).append(item)
        self.tell(ready={label: [item.name for item in of_it] for label, of_it in items.items()})
        course = Course(0)
        heard = b""
        while True:
            ready, _, _ = select.select([self.orders, woken], [], [])
            if woken in ready:
                os.read(woken, 512)
            if self.orders in ready:
                data = os.read(self.orders, 1 << 16)
                *lines, heard = (heard + data).split(b"\n")
                if lines or not data:
                    stop(course)
                if not data:
                    return
                if lines:
                    order = json.loads(lines[-1])
                    if "tree" in order:
                        session.config.stash[TREE] = Path(order["tree"])
                        text.STARTED_IN = order["tree"]
                    course = planned(order, items)
                    for label in [each for each, left in course.left.items() if not left]:
                        self.tell(run=course.number, label=label, over=None, seconds=0)
            self.collect(course)
            while course.waiting and len(course.running) < AT_ONCE:
                run = prepared(course.waiting.popleft())
                pid = os.fork()
                if pid == 0:
                    for other in course.running.values():
                        close(other)
                    for fd in (woken, wakes, self.orders, self.answers):
                        os.close(fd)
                    self.run(run)
                course.running[pid] = run

    def run(self, run: Run) -> NoReturn:
        """In a fork, which becomes the keeper: run a test, which leaves its reports in the folder of the run."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            raw = io.FileIO(1, "w", closefd=False)  # each print is in the file at once, however the test ends
            sys.__stdout__ = sys.__stderr__ = io.TextIOWrapper(  # type: ignore[misc]
                raw, encoding="utf-8", errors="backslashreplace", write_through=True
            )
            run.item.stash[RUN] = run
            run.item.config.hook.pytest_runtest_protocol(item=run.item, nextitem=None)
            part = run.folder / "reports.part"
            part.write_text(json.dumps([told(report) for report in self.reports]))
            part.rename(run.folder / "reports.json")
            os._exit(0)
        finally:
            os._exit(1)

    def collect(self, course: Course) -> None:
        """Tell the results of the tests that are over."""
        for pid in [each for each in course.running if os.waitpid(each, os.WNOHANG)[0]]:
            run = course.running.pop(pid)
            if tree.ON_LINUX:
                tree.end_all(course.running)  # what a keeper leaves that was killed
            label = run.exercise.label
            seconds = time.monotonic() - run.began
            self.tell(run=course.number, label=label, test=run.item.name, **result(run), seconds=seconds)
            close(run)
            remove(run.folder)
            course.left[label] -= 1
            if not course.left[label]:
                seconds = time.monotonic() - course.began
                self.tell(run=course.number, label=label, over=course.judged[label], seconds=seconds)

    def tell(self, **facts: Any) -> None:
        data = json.dumps(facts).encode() + b"\n"
        while data:
            data = data[os.write(self.answers, data) :]


def planned(order: dict[str, Any], items: dict[str, list[pytest.Item]]) -> Course:
    """A run of the tests of the exercises with these labels, with the fingerprints that their answers have now."""
    course = Course(order["run"])
    only = order.get("only", {})
    for label in order["labels"]:
        of_exercise = items.get(label, [])
        if label in only:
            of_exercise = [item for item in of_exercise if item.name.partition("[")[0] == only[label]]
        course.waiting += of_exercise
        course.left[label] = len(of_exercise)
        for item in of_exercise[:1]:
            course.judged[label] = progress.digest(item.stash[EXERCISE], item.config.stash[TREE])
    return course


def prepared(item: pytest.Item) -> Run:
    """A folder for the run of a test, what keeps its keeper alive, and a file for what it prints."""
    folder = Path(tempfile.mkdtemp(prefix="kata-"))
    reader, writer = os.pipe()
    output = os.open(folder / "output", os.O_RDWR | os.O_CREAT | os.O_APPEND)
    return Run(item, item.stash[EXERCISE], folder, reader, writer, output)


def close(run: Run) -> None:
    """Let go of a run; where its keeper is still there, it ends everything."""
    for fd in (run.reader, run.writer, run.speaker):
        os.close(fd)


def stop(course: Course) -> None:
    """End a run, with everything below it."""
    course.waiting.clear()
    for run in course.running.values():
        close(run)
    for pid, run in course.running.items():
        os.waitpid(pid, 0)
        remove(run.folder)
    course.running.clear()


def told(report: pytest.TestReport) -> dict[str, Any]:
    """What counts of a report, as plain values."""
    kata = getattr(report, "kata", None)
    return {"outcome": report.outcome, "when": report.when, "text": str(report.longrepr or ""), "kata": kata}


def result(run: Run) -> dict[str, Any]:
    """What came of a test: its {"failure", "output", "skipped"}. What cannot be judged has failed."""
    report = None
    try:
        report = _report(run)
        failure = _failure(run, report)
    except Exception as error:
        failure = beyond_judgement(error)
    skipped = report is not None and report.skipped
    return {"failure": failure, "output": _printed(run.folder / "output"), "skipped": skipped}


def _report(run: Run) -> pytest.TestReport | None:
    """The report that a test has left, the first that counts; None without any."""
    try:
        reports = json.loads((run.folder / "reports.json").read_text())
    except OSError:
        return None
    counts = next((each for each in reports if each["outcome"] == "failed"), reports[-1])
    report = pytest.TestReport(
        run.item.nodeid, run.item.location, {}, counts["outcome"], counts["text"], counts["when"]
    )
    report.kata = counts["kata"]  # type: ignore[attr-defined]
    return report


def _failure(run: Run, report: pytest.TestReport | None) -> dict[str, Any] | None:
    answer = answer_file(run.exercise, run.item.config.stash[TREE])
    failure = judge(report, run.folder, answer, is_test)
    return _graded(failure, report) if run.item.config.getoption("--apart") else failure


def _printed(file: Path) -> str:
    """What a test has printed, as far as it is shown; nothing where the answer has taken the file away."""
    try:
        with open(file, errors="replace") as opened:
            return shortened(opened.read())
    except OSError:
        return ""


def _graded(failure: dict[str, Any] | None, report: pytest.TestReport | None) -> dict[str, Any] | None:
    """The failure of a test as it counts in grading, where a pass needs evidence, and others are at work as well."""
    kind = text = ""
    if failure is None and report is not None and report.skipped:
        kind, text = "skipped", "This test was skipped, and so it has shown nothing."
    elif failure is not None and not proc.pipes_are_whole():
        kind, text = "machine", "Pipes hold less than usual, for this user has too many of them: pipe(7)."
    return {"kind": kind, "summary": text, "text": text} if kind else failure


def main() -> int:
    """Run pytest and hold it; its exit status. Arguments: the two descriptors, then those of pytest."""
    orders, answers = map(int, sys.argv[1:3])
    for fd in (orders, answers):
        os.set_inheritable(fd, False)
    return int(pytest.main(sys.argv[3:], plugins=[Server(orders, answers)]))
