"""The plugin for pytest: options, and a process of its own for each test of an exercise.

The order of a test: `pytest_runtest_protocol` makes a folder and a lifeline; pytest-forked asks for a process, and gets
a fork of the keeper in one of the `lanes`; back in pytest, `pytest_runtest_logreport` (in `terminal`) puts the keeper's
verdict into the report.
"""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

if not hasattr(os, "fork"):
    raise pytest.UsageError(
        "These exercises need os.fork, which this system does not have: use Linux, macOS or WSL."
    )

from kata.agent import guard, limits, texts
from kata.course.home import Home, find
from kata.files import remove
from kata.kernel import tree
from kata.proof import calibration
from kata.runner import lanes, leftovers
from kata.runner.forking import prepare
from kata.runner.lanes import Lane
from kata.runner.shim import Process, mend_pytest_forked, run_forked, start_by
from kata.runner.state import AGAINST, BASE, CHANNEL, ENDLESS, EXERCISE, HOME, ON_ITS_WAY, RUN, TREE, Run
from kata.sandbox import bytecode, walls
from kata.sandbox.leftovers import note_left_behind as note_left_inside

pytest_plugins = [  # each before whoever imports it: pytest warns of a plugin that is there already
    "kata.runner.collecting",
    "kata.runner.answers",
    "kata.runner.peers",
    "kata.runner.places",
    "kata.runner.running",
    "kata.runner.claims",
    "kata.runner.terminal",
]

PLUGINS = {"pytest_forked": "pytest-forked", "timeout": "pytest-timeout"}

LANE = pytest.StashKey[Lane]()  # of a config: the lane in which its tests run
PATIENCE = 2.0  # seconds for a keeper to end everything
HELD = pytest.StashKey[leftovers.Held]()  # of an item: the descriptors that were open before it


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("kata", "exercises")
    group.addoption(
        "--answers", metavar="DIR", help="judge this answers tree instead of the exercises themselves"
    )
    group.addoption(
        "--unforked",
        action="store_true",
        help="run tests in the process of pytest, without limit and watch: for breakpoint() and --pdb",
    )
    group.addoption(
        "--apart",
        action="store_true",
        help="run each answer in a sandbox of its own, where it cannot touch the tests or this machine",
    )


def pytest_configure(config: pytest.Config) -> None:
    for plugin, package in PLUGINS.items():
        if not config.pluginmanager.hasplugin(plugin):
            raise pytest.UsageError(f"The exercises need {package}: python -m pip install {package}")
    tree = config.getoption("--answers")
    if tree is not None and not (config.invocation_params.dir / tree).is_dir():
        raise pytest.UsageError(f"--answers: there is no folder {tree}")
    if config.getoption("--apart") and walls.kind() is None:
        reasons = f"{walls.reason_against()}; {walls.reason_against_landlock()}"
        raise pytest.UsageError(f"--apart: no sandbox can be had here: {reasons}")
    if config.getoption("--apart"):
        bytecode.folder()
    config.stash[HOME] = home = _home_of(config) if tree is None else None
    judged = home.tree if home is not None else None
    config.stash[TREE] = judged if tree is None else (config.invocation_params.dir / tree).resolve()
    config.stash[BASE] = str(config.invocation_params.dir)
    config.stash[ENDLESS] = {}
    texts.begin()
    mend_pytest_forked()
    start_by(partial(_process, config))


def _process(config: pytest.Config, files: list[str]) -> Process | None:
    """The process for the test that pytest waits for; None if that is a test of somebody else's."""
    if ON_ITS_WAY not in config.stash:
        return None
    return Process(partial(_begin, config, files), partial(_ended, config))


def _begin(config: pytest.Config, files: list[str]) -> None:
    run = config.stash[ON_ITS_WAY]
    run.under_way = True
    lanes.begin(config.stash[LANE], run, files)


def _ended(config: pytest.Config, within: float | None = None) -> int:
    """Wait until the test is over, as `lanes.ended` does; its exit status."""
    status, goes_on = lanes.ended(config.stash[LANE], within)
    config.stash[ON_ITS_WAY].under_way = False
    if not goes_on:
        del config.stash[LANE]
    return status


def _run_the_test(run: Run, files: Sequence[str]) -> None:
    """Run a test in its own process, as pytest-forked does."""
    run.item.stash[RUN] = run
    run_forked(run.item, files)


def _home_of(config: pytest.Config) -> Home | None:
    """The home of the tests that were asked for, by the first argument, or else by the working directory."""
    first = next((argument.partition("::")[0] for argument in config.args), ".")
    return find((config.invocation_params.dir / first).resolve())


def _is_watched(item: pytest.Item) -> bool:
    return EXERCISE in item.stash and item.get_closest_marker("forked") is not None


@pytest.hookimpl(tryfirst=True)
def pytest_timeout_set_timer(item: pytest.Item, settings: Any) -> bool | None:
    """Leave the limit to the keeper, which takes it from pytest-timeout: by mark, option or ini file, as always."""
    return True if _is_watched(item) else None


@pytest.hookimpl(tryfirst=True)
def pytest_timeout_cancel_timer(item: pytest.Item) -> bool | None:
    return True if _is_watched(item) else None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    if not _is_watched(item) or RUN in item.stash:
        return (yield)
    if AGAINST not in item.config.stash:
        item.config.stash[AGAINST] = calibration.reason_against()
        gc.collect()
        gc.freeze()  # what is never looked through again is never copied in a fork
    if LANE not in item.config.stash or item not in item.config.stash[LANE].items:
        _close_the_lane(item.config)
        item.config.stash[LANE] = lanes.opened([*item.session.items, item], (), _run_the_test)
    before = frozenset(tree.children(os.getpid())) if tree.ON_LINUX else frozenset()
    folder = Path(tempfile.mkdtemp(prefix="kata-"))
    reader, writer = os.pipe()
    run = Run(item, item.stash[EXERCISE], folder, reader, writer, os.dup(1))
    item.stash[RUN] = item.config.stash[ON_ITS_WAY] = run
    try:
        result = yield
        if run.crashed:  # for JUnit files and other readers, a test without a teardown is not over
            item.ihook.pytest_runtest_logreport(report=_teardown_of(item))
        return result
    finally:
        os.close(writer)
        os.close(reader)
        os.close(run.speaker)
        if run.under_way:  # Ctrl-C: the keeper ends everything, for the lifeline has told it to
            _ended(item.config, PATIENCE)
        del item.config.stash[ON_ITS_WAY]
        if tree.ON_LINUX:
            tree.end_all(before)  # leftovers of a keeper that was killed
        remove(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    _close_the_lane(config)


def _close_the_lane(config: pytest.Config) -> None:
    if LANE in config.stash:
        lanes.close(config.stash[LANE])
        del config.stash[LANE]


def _teardown_of(item: pytest.Item) -> pytest.TestReport:
    return pytest.TestReport(
        nodeid=item.nodeid,
        location=item.location,
        keywords={},
        outcome="passed",
        longrepr=None,
        when="teardown",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    run = item.stash.get(RUN, None)
    if run is not None:
        prepare(item, run)
        item.stash[HELD] = leftovers.held_now()
    yield
    if run is not None:
        _skip_what_is_endless(item, run)


def _skip_what_is_endless(item: pytest.Item, run: Run) -> None:
    first = item.config.stash[ENDLESS].get(run.exercise.label)
    if first is not None and not item.config.getoption("--apart"):  # a grade needs each test for itself
        pytest.skip(f"{first} has met a loop that reads on behind the end: mend that, and this one is run.")


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Stop a child that comes out of the test itself, for example of a learner's generator."""
    if RUN not in pyfuncitem.stash:
        return (yield)
    pid = os.getpid()
    try:
        return (yield)
    except (KeyboardInterrupt, SystemExit) as error:
        if os.getpid() != pid:
            guard.stop_child(pyfuncitem.name, error)
        raise guard.LearnerExit(f"`{pyfuncitem.name}` was left by {type(error).__name__}.") from None
    except BaseException as error:
        if os.getpid() != pid:
            guard.stop_child(pyfuncitem.name, error)
        raise
    finally:
        if os.getpid() != pid:
            guard.stop_child(pyfuncitem.name, None)
        limits.make_room_for_last_words()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    yield
    if HELD in item.stash:
        leftovers.note_outlived(item.stash[RUN].folder)
        spare: tuple[int, ...] = ()
        if CHANNEL in item.stash:
            note_left_inside(item.stash[CHANNEL])
            spare = (item.stash[CHANNEL].first,)
        leftovers.note_left_behind(item.stash[HELD], item.stash[RUN].folder, spare)
