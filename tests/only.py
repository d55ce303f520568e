"""A pytest plugin for `judge`: only some test files, and no further than the first failure of each."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

FAILED: set[str] = set()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only", default="", help="test files, separated as in PATH")
    parser.addoption(
        "--first-failure", action="store_true", help="leave out what follows a failure in its file"
    )


def pytest_ignore_collect(collection_path: object, config: pytest.Config) -> bool | None:
    path = str(collection_path)
    wanted = [str(config.rootpath / name) for name in config.getoption("--only").split(os.pathsep) if name]
    return True if wanted and path.endswith(".py") and path not in wanted and "/test_" in path else None


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
