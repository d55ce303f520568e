"""A pytest that has everything loaded and collected, and forks for each run.

It is an ordinary session, held where its tests would begin. There it hears what to run, and every test of an
exercise gets a fork of the session, several at a time; in that fork it runs like any other. `client` starts it.

What it is told is a line of JSON on one descriptor: {"run": number, "labels": [...]}; a new one ends the run
before. What it tells are lines of JSON on another: {"ready": names of tests by label}, then for each test {"run",
"label", "test", "failure", "output"}, and {"run", "label", "over": the fingerprint of the answer, "seconds"}.
"""

from __future__ import annotations

import gc
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

from kata import linux, progress
from kata.answers import Exercise
from kata.plugin import PROVE
from kata.run import EXERCISE, TREE
from kata.verdict import calibrated
from kata.watch import ON_LINUX, end_all

AT_ONCE = max(4, 2 * (os.cpu_count() or 1))  # tests; most of them wait most of the time


@dataclass
class Course:
    """One run on its way. waiting: its tests. running: those with a process, by pid. left: how
    many are not over, by label. judged: the fingerprints of the answers, by label."""

    number: int
    began: float = field(default_factory=time.monotonic)
    waiting: deque[pytest.Item] = field(default_factory=deque)
    running: dict[int, pytest.Item] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    judged: dict[str, str | None] = field(default_factory=dict)


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
        with tempfile.TemporaryDirectory(prefix="kata-run-") as folder:
            self.serve(session, Path(folder))
        return True

    def serve(self, session: pytest.Session, folder: Path) -> None:
        prove = ON_LINUX and linux.become_subreaper() and calibrated()
        session.config.stash[PROVE] = prove
        session.config.pluginmanager.unregister(name="terminalreporter")
        woken, wakes = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(wakes, False)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda signum, frame: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to all; who started this decides
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
                    course = planned(json.loads(lines[-1]), items)
                    for label in [each for each, left in course.left.items() if not left]:
                        self.tell(run=course.number, label=label, over=None, seconds=0)
            self.collect(course, folder)
            while course.waiting and len(course.running) < AT_ONCE:
                item = course.waiting.popleft()
                pid = os.fork()
                if pid == 0:
                    for fd in (woken, wakes, self.orders, self.answers):
                        os.close(fd)
                    self.run(item, folder)
                course.running[pid] = item

    def run(self, item: pytest.Item, folder: Path) -> NoReturn:
        """In a fork: run one test and leave its result in the folder."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            if ON_LINUX:
                linux.become_subreaper()
            capture: Any = item.config.pluginmanager.getplugin("capturemanager")
            capture.stop_global_capturing()  # its files are shared with all other forks
            capture.start_global_capturing()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            file = folder / f"{os.getpid()}.part"
            file.write_text(json.dumps(result(self.reports)))
            file.rename(file.with_suffix(".json"))
        finally:
            os._exit(0)

    def collect(self, course: Course, folder: Path) -> None:
        """Tell the results of the tests that are over."""
        for pid in [each for each in course.running if os.waitpid(each, os.WNOHANG)[0]]:
            item = course.running.pop(pid)
            file = folder / f"{pid}.json"
            try:
                found = json.loads(file.read_text())
                file.unlink()
            except OSError:
                words = "The test was ended from outside, together with the process that runs it."
                found = {"failure": {"kind": "wrong", "summary": words, "text": words}, "output": []}
            label = item.stash[EXERCISE].label
            self.tell(run=course.number, label=label, test=item.name, **found)
            course.left[label] -= 1
            if not course.left[label]:
                seconds = time.monotonic() - course.began
                self.tell(run=course.number, label=label, over=course.judged[label], seconds=seconds)

    def tell(self, **facts: Any) -> None:
        data = json.dumps(facts).encode() + b"\n"
        while data:
            data = data[os.write(self.answers, data) :]


def planned(order: dict[str, Any], items: dict[str, list[pytest.Item]]) -> Course:
    """A run of all tests of the exercises with these labels, with the fingerprints that their answers have now."""
    course = Course(order["run"])
    for label in order["labels"]:
        of_exercise = items.get(label, [])
        course.waiting += of_exercise
        course.left[label] = len(of_exercise)
        for item in of_exercise[:1]:
            exercise: Exercise = item.stash[EXERCISE]
            course.judged[label] = progress.digest(exercise, item.config.stash[TREE])
    return course


def stop(course: Course) -> None:
    """End a run: the keepers of its tests see that their pytest is gone, and end everything below them."""
    for pid in course.running:
        os.kill(pid, signal.SIGKILL)
    for pid in course.running:
        os.waitpid(pid, 0)
    if ON_LINUX:
        end_all()
    course.running.clear()
    course.waiting.clear()


def result(reports: list[pytest.TestReport]) -> dict[str, Any]:
    """What is worth telling of the reports of one test: {"failure", "output"}."""
    failed = next((report for report in reports if report.failed), None)
    failure = None
    if failed is not None:
        text = str(failed.longrepr)
        last = (text.strip().splitlines() or ["It failed without a word."])[-1]
        failure = getattr(failed, "kata", None) or {"kind": "wrong", "summary": last, "text": text}
    sections = {name: text for report in reports for name, text in report.sections}
    return {"failure": failure, "output": list(sections.items())}


def main() -> int:
    """Run pytest and hold it; its exit status. Arguments: the two descriptors, then those of pytest."""
    orders, answers = map(int, sys.argv[1:3])
    for fd in (orders, answers):
        os.set_inheritable(fd, False)
    return int(pytest.main(sys.argv[3:], plugins=[Server(orders, answers)]))
