"""A pytest that has all exercises loaded and collected, and forks for each run.

It is an ordinary session, held before its first test. It reads there which tests to run, and lets its lanes run them,
several at a time: each lane is a fork, the keeper of one test after the other. `client` starts it.

On one descriptor it reads an `Order` in a line of JSON; a new one ends the run before. On another it writes each
`Verdict`, with the number of the run, in a line of JSON.
"""

from __future__ import annotations

import gc
import io
import json
import os
import select
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kata import records
from kata.agent import texts
from kata.course import progress
from kata.files import remove, write_whole
from kata.kernel import namespaces, tree
from kata.proof import calibration
from kata.runner import lanes
from kata.runner.endings import is_spent, result
from kata.runner.facts import Failure, Order, Test, Told, Verdict
from kata.runner.forking import asks_for_a_place
from kata.runner.lanes import Lane
from kata.runner.reports import said
from kata.runner.state import AGAINST, BASE, ENDLESS, EXERCISE, RUN, TREE, Run

AT_ONCE = max(4, 2 * (os.cpu_count() or 1))  # tests; most of them wait most of the time

Items = dict[str, list[pytest.Item]]  # the tests of each exercise, by its label


@dataclass
class Course:
    """One run of some exercises.

    at_once: tests that may run beside each other. waiting: tests to begin. running: tests with a keeper, by its lane.
    ended: by exercise and name, tests that are over, None for the others. of: fingerprints of the answers, by label.
    spent: by label, the first test that has used up all that it may. unheard: as in a verdict, and so
    shared, by label.
    """

    number: int
    at_once: int = AT_ONCE
    began: float = field(default_factory=time.monotonic)
    waiting: deque[pytest.Item] = field(default_factory=deque)
    running: dict[Lane, Run] = field(default_factory=dict)
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
    """The plugin that holds the session. orders, answers: descriptors. idle: lanes without a test. reports: of the
    test, in its process."""

    orders: int
    answers: int
    idle: list[Lane] = field(default_factory=list)
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
    items = by_label(session.items)
    course = Course(0)
    heard = b""
    while True:
        links = [lane.link.fileno() for lane in course.running]
        ready = set(select.select([server.orders, *links], [], [])[0])
        if server.orders in ready:
            data = os.read(server.orders, 1 << 16)
            *lines, heard = (heard + data).split(b"\n")
            if lines or not data:
                stop(server, course)
            if not data:
                for lane in server.idle:
                    lanes.close(lane)
                return
            if lines:
                course = planned(records.read(Order, json.loads(lines[-1])), items, session.config)
                tell_ended(server, course, list(course.ended))
        for lane in [lane for lane in course.running if lane.link.fileno() in ready]:
            collect(server, course, lane)
        while course.waiting and len(course.running) < course.at_once:
            item = course.waiting.popleft()
            if first := course.spent.get(item.stash[EXERCISE].label):
                leave_out(server, course, item, first)
            else:
                run = prepared(item)
                lane = free_lane(server, course, session)
                lanes.begin(lane, run)
                course.running[lane] = run


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


def free_lane(server: Server, course: Course, session: pytest.Session) -> Lane:
    """A lane without a test: one that is there, or a new one, which has no descriptor of another or of this server."""
    if server.idle:
        return server.idle.pop()
    others = [
        server.orders,
        server.answers,
        *(lane.link.fileno() for lane in (*server.idle, *course.running)),
    ]
    for run in course.running.values():
        others += run.reader, run.writer, run.speaker
    return lanes.opened(session.items, others, partial(carry_out, server.reports))


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


def carry_out(reports: list[pytest.TestReport], run: Run, files: Sequence[str] = ()) -> None:
    """Run a test in its own process; it writes its report into the folder of the run."""
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


def collect(server: Server, course: Course, lane: Lane) -> None:
    """Take the end of a test, and tell of its exercise if it was the last one."""
    run = over(server, course, lane)
    label = run.exercise.label
    course.ended[label][run.item.name] = result(run)
    if is_spent(run):
        course.spent.setdefault(label, run.item.name)
    close(run)
    remove(run.folder)
    tell_ended(server, course, [label])


def over(server: Server, course: Course, lane: Lane) -> Run:
    """Wait until the test of a lane is over."""
    _, goes_on = lanes.ended(lane)
    run = course.running.pop(lane)
    if goes_on:
        server.idle.append(lane)
    elif tree.ON_LINUX:
        kept = [each.pid for each in (*server.idle, *course.running)]
        tree.end_all(kept)  # leftovers of a keeper that was killed
    return run


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


def stop(server: Server, course: Course) -> None:
    """End a run, with everything below it."""
    course.waiting.clear()
    for run in course.running.values():
        close(run)
    for lane in list(course.running):
        remove(over(server, course, lane).folder)


def main() -> int:
    """Run pytest and hold it; return its exit status. Arguments: the two descriptors, then those of pytest."""
    orders, answers = map(int, sys.argv[1:3])
    for fd in (orders, answers):
        os.set_inheritable(fd, False)
    return int(pytest.main(sys.argv[3:], plugins=[Server(orders, answers)]))
