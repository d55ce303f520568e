"""Mend pytest-forked, be called first in its forks, and ask pytest-timeout for its limit.

pytest-forked 1.7.5 does not work on pytest 9.2. It sends a report to its parent as the dictionary of its attributes,
through `marshal`, and builds it anew with `TestReport(**attributes)`. Since pytest 9.2 a report keeps its id as an
object, `_id`, which marshal cannot write and the constructor does not take; every forked test then ends with "EXITED
with status 3". The string `nodeid`, which the constructor takes in all versions, says the same.

pytest-timeout tells its limit when it sets its timer. With `timeout_func_only`, that is in the process of the test,
too late for the process that watches it; no public function tells it earlier.

pytest-forked says nowhere that its child has begun. The first hook that is called there comes after a quarter of what
the child costs: each object that it touches is on a page that must be copied.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


def mend_pytest_forked() -> None:
    """Let pytest-forked serialize the reports of this pytest; harmless if it already can."""
    import pytest_forked  # here, because plugin.py says in a sentence if it is missing

    serialize = pytest_forked.serialize_report

    def serialize_report(report: Any) -> dict[str, Any]:
        attributes: dict[str, Any] = serialize(report)
        attributes.pop("_id", None)
        return {**attributes, "nodeid": report.nodeid}

    pytest_forked.serialize_report = serialize_report


def call_in_each_fork(function: Callable[[], None]) -> None:
    """Let the children of pytest-forked call this before all else, if this version of it shows where they begin."""
    import pytest_forked

    worker = getattr(pytest_forked, "_worker", None)
    if worker is None:
        return

    def begun(*arguments: Any) -> None:
        function()
        worker(*arguments)

    pytest_forked._worker = begun


def limit_of(item: pytest.Item) -> float | None:
    """The limit of a test in seconds, None for none: by its mark, the options or the ini file."""
    import pytest_timeout

    timeout: float | None = pytest_timeout._get_item_settings(item).timeout
    return timeout if timeout and timeout > 0 else None
