"""A pytest plugin that notes when the report of a failed test has arrived, in $MOMENTS/<test>.reported."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from pathlib import Path

import pytest


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> Generator[None, None, None]:
    yield
    if report.failed and "[" in report.nodeid:
        name = report.nodeid.partition("[")[2].rstrip("]")
        verdict = getattr(report, "kata", None) or {}
        proved = verdict["at"] if verdict.get("autopsy", {}).get("verdict") == "deadlock" else ""
        line = f"{time.monotonic()} {proved} {verdict.get('kind', '')}\n"
        Path(os.environ["MOMENTS"], f"{name}.reported").write_text(line)
