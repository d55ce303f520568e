"""The project's own tests run pytests of their own, some of them long: their limit is not that of an exercise."""

from pathlib import Path

import pytest

LIMIT = 600  # seconds

collect_ignore = ["deeds", "live"]  # run by soak.py, as an exercise


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(LIMIT))
