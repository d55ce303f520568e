"""A pytest plugin that leaves out tests that ask what only a watch can tell, to compare with a pytest without one."""

from __future__ import annotations

import pytest

OF_A_WATCH = {
    *("evidence", "hold", "once_asleep", "peer_once_asleep", "changed", "lost", "failing", "killed"),
    *("kernel_says", "process", "signals_kept", "folder", "network"),
}
"""Fixtures, as in `kata.runner.forking`, whose import would make a plain pytest heavier than it is."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = [item for item in items if not OF_A_WATCH & {*getattr(item, "fixturenames", ())}]
