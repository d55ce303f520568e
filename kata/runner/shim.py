"""Mend pytest-forked, and ask pytest-timeout for its limit.

pytest-forked 1.7.5 does not work on pytest 9.2. It sends a report to its parent as the dictionary of its attributes,
through `marshal`, and builds it anew with `TestReport(**attributes)`. Since pytest 9.2 a report keeps its id as an
object, `_id`, which marshal cannot write and the constructor does not take; every forked test then ends with "EXITED
with status 3". The string `nodeid`, which the constructor takes in all versions, says the same.

pytest-timeout tells its limit when it sets its timer. With `timeout_func_only`, that is in the process of the test,
too late for the process that watches it; no public function tells it earlier.
"""

from __future__ import annotations

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


def limit_of(item: pytest.Item) -> float | None:
    """The limit of a test in seconds, None for none: by its mark, the options or the ini file."""
    import pytest_timeout

    timeout: float | None = pytest_timeout._get_item_settings(item).timeout
    return timeout if timeout and timeout > 0 else None
