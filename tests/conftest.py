"""The project's own tests run other pytests, some of them long: they have another limit than an exercise."""

from pathlib import Path

import pytest

LIMIT = 600  # seconds

collect_ignore = ["live"]  # run by soak.py, as an exercise


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(LIMIT))
