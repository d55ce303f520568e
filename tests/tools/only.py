"""A pytest plugin for `judge`: only some test files or tests, and no further than the first failure of each."""

from __future__ import annotations

from collections.abc import Generator

import pytest

FAILED: set[str] = set()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only", default="", help="test files, or file::test, with commas")
    parser.addoption(
        "--first-failure", action="store_true", help="leave out what follows a failure in its file"
    )


def wanted(config: pytest.Config) -> dict[str, str]:
    """The test files, and the one test of each that is wanted, empty for all of them."""
    entries = [entry.partition("::") for entry in config.getoption("--only").split(",") if entry]
    return {str(config.rootpath / name): test for name, _, test in entries}


def pytest_ignore_collect(collection_path: object, config: pytest.Config) -> bool | None:
    path = str(collection_path)
    files = wanted(config)
    return True if files and path.endswith(".py") and path not in files and "/test_" in path else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Function]) -> None:
    tests = wanted(config)
    items[:] = [item for item in items if tests.get(str(item.path)) in (None, "", item.originalname)]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> bool | None:
    return (
        True
        if item.config.getoption("--first-failure") and item.nodeid.partition("::")[0] in FAILED
        else None
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> Generator[None, None, None]:
    yield
    if report.failed:
        FAILED.add(report.nodeid.partition("::")[0])
