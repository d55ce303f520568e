"""Makes pytest-forked 1.7.5 work on pytest 9.2.

It sends a report to its parent as the dictionary of its attributes, through `marshal`, and builds it anew with
`TestReport(**attributes)`. Since pytest 9.2 a report keeps its id as an object, `_id`, which marshal cannot write
and the constructor does not take; every forked test then ends with "EXITED with status 3". The string `nodeid`,
which the constructor takes in all versions, carries the same.
"""

from __future__ import annotations

from typing import Any

import pytest_forked


def mend_pytest_forked() -> None:
    """Let pytest-forked serialize the reports of this pytest, whichever it is; harmless where it can already."""
    serialize = pytest_forked.serialize_report

    def serialize_report(report: Any) -> dict[str, Any]:
        attributes: dict[str, Any] = serialize(report)
        attributes.pop("_id", None)
        return {**attributes, "nodeid": report.nodeid}

    pytest_forked.serialize_report = serialize_report
