"""Choose the tests to run: those of named stubs, also in a learner's own folder; with --next, of one exercise."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path

import pytest

from kata.course import exercises, progress
from kata.course.home import PROJECT, Home
from kata.runner.state import EXERCISE, HOME, PARTIAL, TREE, VERDICTS


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("kata", "exercises")
    group.addoption("--next", action="store_true", help="run only the next unsolved exercise")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[PARTIAL] = set()
    config.args[:] = [_test_of(config, argument) for argument in config.args]


class Stub(pytest.File):
    """A stub in a learner's own folder, which stands for its tests in the project."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        exercise = exercises.in_tree(self.path, PROJECT / "exercises")
        assert exercise is not None
        return pytest.Module.from_parent(self, path=exercise.test, nodeid=self.nodeid).collect()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Stub | None:
    home = parent.config.stash[HOME]
    if home is None or home.tree is None or home.tree != file_path.parent.parent:
        return None
    if exercises.in_tree(file_path, home.exercises) is None:
        return None
    for conftest in exercises.conftests(home.exercises):
        _load_once(parent.config, conftest)
    return Stub.from_parent(parent, path=file_path, nodeid="/".join(file_path.parts[-2:]))


def _load_once(config: pytest.Config, conftest: Path) -> None:
    """Load the fixtures of the exercises, for pytest looks only in the folders above the files that it was given."""
    name = f"kata-{conftest.parent.name}"  # with the name of a file, its fixtures would count below that only
    if not config.pluginmanager.hasplugin(name):
        spec = importlib.util.spec_from_file_location(name, conftest)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        config.pluginmanager.register(module, name)


def _test_of(config: pytest.Config, argument: str) -> str:
    """The test file for an argument that names a stub, as people type it; any other argument as it is."""
    file, colons, name = argument.partition("::")
    exercise = exercises.of_stub((config.invocation_params.dir / file).resolve())
    if exercise is None or not exercise.test.is_file():
        return argument
    return f"{exercise.test}{colons}{name}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    debugger = config.getoption("usepdb") or config.getoption("trace")
    unforked = config.getoption("--unforked") or debugger
    is_partial = debugger or any("::" in argument for argument in config.args)
    for item in items:
        exercise = exercises.of_test(item.path)
        if exercise is not None:
            item.stash[EXERCISE] = exercise
            item.add_marker(pytest.mark.timeout(0) if unforked else "forked")
            if is_partial:
                config.stash[PARTIAL].add(exercise.label)
    if config.getoption("--next") and (home := config.stash[HOME]) is not None:
        _leave_out_solved(items, home, config)


def _leave_out_solved(items: list[pytest.Item], home: Home, config: pytest.Config) -> None:
    known, _ = progress.read(home.memory)
    path = {item.stash[EXERCISE] for item in items if EXERCISE in item.stash}
    solved = progress.solved(path, config.stash[TREE], known)
    done = [item for item in items if EXERCISE in item.stash and item.stash[EXERCISE].label in solved]
    if done:
        config.hook.pytest_deselected(items=done)
        items[:] = [item for item in items if item not in done]


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        exercise = exercises.of_test(item.path)
        if exercise is not None:
            item.config.stash[PARTIAL].add(exercise.label)


@pytest.hookimpl(tryfirst=True, specname="pytest_runtest_protocol")
def pytest_run_only_the_next_exercise(item: pytest.Item) -> bool | None:
    """Run nothing after the first exercise that fails, with --next."""
    verdicts = item.config.stash[VERDICTS]
    failed = next((label for label, verdict in verdicts.items() if verdict != progress.PASSED), None)
    stop = item.config.getoption("--next") and failed is not None and EXERCISE in item.stash
    return True if stop and item.stash[EXERCISE].label != failed else None
