"""A pytest that has all exercises loaded and collected, and forks for each run.

It is an ordinary session, held before its first test. It reads there which tests to run, and forks for each test of an
exercise, several at a time; that fork becomes the keeper of the test. `client` starts it.

On one descriptor it reads an `Order` in a line of JSON; a new one ends the run before. On another it writes each
`Verdict`, with the number of the run, in a line of JSON.
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
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kata import records
from kata.agent import texts
from kata.course import progress
from kata.files import remove, write_whole
from kata.kernel import namespaces, tree
from kata.proof import calibration
from kata.runner.endings import is_spent, result
from kata.runner.facts import Failure, Order, Test, Told, Verdict
from kata.runner.forking import asks_for_a_place, fork_the_test
from kata.runner.reports import said
from kata.runner.state import AGAINST, BASE, ENDLESS, EXERCISE, RUN, TREE, Run

AT_ONCE = max(4, 2 * (os.cpu_count() or 1))  # tests; most of them wait most of the time

Items = dict[str, list[pytest.Item]]  # the tests of each exercise, by its label


@dataclass
class Course:
    """One run of some exercises.

    at_once: tests that may run beside each other. waiting: tests to begin. running: tests with a keeper, by its pid.
    ended: by exercise and name, tests that are over, None for the others. of: fingerprints of the answers, by label.
    spent: by label, the first test that has used up all that it may. unheard: as in a verdict, and so
    shared, by label.
    """

    number: int
    at_once: int = AT_ONCE
    began: float = field(default_factory=time.monotonic)
    waiting: deque[pytest.Item] = field(default_factory=deque)
    running: dict[int, Run] = field(default_factory=dict)
    ended: dict[str, dict[str, Test | None]] = field(default_factory=dict)
    of: dict[str, str | None] = field(default_factory=dict)
    spent: dict[str, str] = field(default_factory=dict)
    unheard: str = ""
    shared: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Mute:
    """A stand-in for the terminal reporter, because pytest 8.4 needs its writer to explain an assertion."""

    _tw: Any


@dataclass(frozen=True, eq=False)
class Server:
    """The plugin that holds the session. orders, answers: descriptors. reports: of the test, in its process."""

    orders: int
    answers: int
    reports: list[pytest.TestReport] = field(default_factory=list)

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.reports.append(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        if session.testsfailed:
            return None  # pytest itself tells of errors of collection
        session.config.stash[AGAINST] = calibration.reason_against()
        plugins = session.config.pluginmanager
        plugins.unregister(name="pytest_forked")  # this forks itself
        reporter: Any = plugins.unregister(name="terminalreporter")  # nobody reads its output
        plugins.register(Mute(reporter._tw), "terminalreporter")
        gc.collect()
        gc.freeze()  # objects that are never searched again are never copied in a fork
        serve(self, session)
        return True


def serve(server: Server, session: pytest.Session) -> None:
    """Carry out orders, until the client has gone."""
    woken, wakes = tree.wake_on_children()
    own = (server.orders, server.answers, woken, wakes)
    items = by_label(session.items)
    course = Course(0)
    heard = b""
    while True:
        ready, _, _ = select.select([server.orders, woken], [], [])
        if woken in ready:
            os.read(woken, 512)
        if server.orders in ready:
            data = os.read(server.orders, 1 << 16)
            *lines, heard = (heard + data).split(b"\n")
            if lines or not data:
                stop(course)
            if not data:
                return
            if lines:
                course = planned(records.read(Order, json.loads(lines[-1])), items, session.config)
                tell_ended(server, course, list(course.ended))
        collect(server, course)
        while course.waiting and len(course.running) < course.at_once:
            item = course.waiting.popleft()
            if first := course.spent.get(item.stash[EXERCISE].label):
                leave_out(server, course, item, first)
            else:
                begin(course, prepared(item), server, own)


def by_label(items: Iterable[pytest.Item]) -> Items:
    found: Items = {}
    for item in items:
        if EXERCISE in item.stash:
            found.setdefault(item.stash[EXERCISE].label, []).append(item)
    return found


def planned(order: Order, items: Items, config: pytest.Config) -> Course:
    """A run of the tests of these exercises, with the fingerprints that their answers have now."""
    if order.tree is not None:
        config.stash[TREE], config.stash[BASE] = Path(order.tree), order.tree
    config.stash[ENDLESS] = {}
    texts.begin()
    course = Course(
        order.number, 1 if order.one_by_one else AT_ONCE, unheard=config.stash.get(AGAINST, None) or ""
    )
    for label in order.labels:
        only = order.only.get(label)
        wanted = [item for item in items.get(label, []) if only in (None, item.name.partition("[")[0])]
        course.waiting += wanted
        course.ended[label] = dict.fromkeys(item.name for item in wanted)
        if any(map(asks_for_a_place, wanted)):
            course.shared[label] = namespaces.reason_against() or ""
        for item in wanted[:1]:
            course.of[label] = progress.digest(item.stash[EXERCISE], config.stash[TREE], texts.take)
    return course


def begin(course: Course, run: Run, server: Server, own: Iterable[int]) -> None:
    """Fork for a test; the fork has no descriptor of another test, nor one of this server's own."""
    pid = os.fork()
    if pid == 0:
        try:
            for other in course.running.values():
                close(other)
            signal.set_wakeup_fd(
                -1
            )  # as asyncio has done already, from Python 3.12 on and where it is imported
            for fd in own:
                os.close(fd)
            carry_out(run, server.reports)
            os._exit(0)
        finally:
            os._exit(1)
    course.running[pid] = run


def leave_out(server: Server, course: Course, item: pytest.Item, first: str) -> None:
    """Let a test fail unrun, so that nobody pays for an endless loop as often as an exercise has tests."""
    text = f"This test was not run, because `{first}` has used up all that a test may use."
    label = item.stash[EXERCISE].label
    course.ended[label][item.name] = Test(item.name, Failure("skipped", text, text), "")
    tell_ended(server, course, [label])


def prepared(item: pytest.Item) -> Run:
    """Make a folder for the run of a test, the lifeline of its keeper, and a file for its output."""
    _ = item.location  # pytest works it out once: here, and not in each fork
    folder = Path(tempfile.mkdtemp(prefix="kata-"))
    reader, writer = os.pipe()
    output = os.open(folder / "output", os.O_RDWR | os.O_CREAT | os.O_APPEND)
    return Run(item, item.stash[EXERCISE], folder, reader, writer, output)


def carry_out(run: Run, reports: list[pytest.TestReport]) -> None:
    """Run a test in a fork, which becomes the keeper; the test writes its report into the folder of the run."""
    fork_the_test(run)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    raw = io.FileIO(
        1, "w", closefd=False
    )  # without a buffer, so that no print is lost, however the test ends
    sys.__stdout__ = sys.__stderr__ = io.TextIOWrapper(  # type: ignore[misc]
        raw, encoding="utf-8", errors="backslashreplace", write_through=True
    )
    run.item.stash[RUN] = run
    run.item.config.hook.pytest_runtest_protocol(item=run.item, nextitem=None)
    counts = next((report for report in reports if report.failed), reports[-1])
    write_whole(run.folder / "said.json", json.dumps(records.plain(said(counts))).encode())


def collect(server: Server, course: Course) -> None:
    """Tell of the exercises whose last test is over."""
    for pid in [each for each in course.running if os.waitpid(each, os.WNOHANG)[0]]:
        run = course.running.pop(pid)
        if tree.ON_LINUX:
            tree.end_all(course.running)  # leftovers of a keeper that was killed
        label = run.exercise.label
        course.ended[label][run.item.name] = result(run)
        if is_spent(run):
            course.spent.setdefault(label, run.item.name)
        close(run)
        remove(run.folder)
        tell_ended(server, course, [label])


def tell_ended(server: Server, course: Course, labels: Iterable[str]) -> None:
    """Tell the verdicts over those of these exercises whose tests are all over."""
    for label in labels:
        tests = tuple(test for test in course.ended[label].values() if test is not None)
        if len(tests) == len(course.ended[label]):
            seconds = time.monotonic() - course.began if tests else 0.0
            verdict = Verdict(
                label, tests, course.of.get(label), seconds, course.unheard, course.shared.get(label, "")
            )
            tell(server, Told(course.number, verdict))


def tell(server: Server, told: Told) -> None:
    data = json.dumps(records.plain(told)).encode() + b"\n"
    while data:
        data = data[os.write(server.answers, data) :]


def close(run: Run) -> None:
    """Close the lifeline of a run; a keeper that is still there ends everything."""
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


def main() -> int:
    """Run pytest and hold it; return its exit status. Arguments: the two descriptors, then those of pytest."""
    orders, answers = map(int, sys.argv[1:3])
    for fd in (orders, answers):
        os.set_inheritable(fd, False)
    return int(pytest.main(sys.argv[3:], plugins=[Server(orders, answers)]))
