"""Mend pytest-forked, give it the processes that it asks for, and ask pytest-timeout for its limit.

pytest-forked 1.7.5 does not work on pytest 9.2. It sends a report to its parent as the dictionary of its attributes,
through `marshal`, and builds it anew with `TestReport(**attributes)`. Since pytest 9.2 a report keeps its id as an
object, `_id`, which marshal cannot write and the constructor does not take; every forked test then ends with "EXITED
with status 3". The string `nodeid`, which the constructor takes in all versions, says the same.

pytest-timeout tells its limit when it sets its timer. With `timeout_func_only`, that is in the process of the test,
too late for the process that watches it; no public function tells it earlier.

pytest-forked forks each test from pytest. Here a test is a fork of its keeper, which is there already; so pytest-forked
is given that process in place of the one that it would start.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from _pytest.runner import runtestprotocol


def mend_pytest_forked() -> None:
    """Let pytest-forked serialize the reports of this pytest; harmless if it already can."""
    import pytest_forked  # here, because plugin.py says in a sentence if it is missing

    serialize = pytest_forked.serialize_report

    def serialize_report(report: Any) -> dict[str, Any]:
        attributes: dict[str, Any] = serialize(report)
        attributes.pop("_id", None)
        return {**attributes, "nodeid": report.nodeid}

    pytest_forked.serialize_report = serialize_report


@dataclass
class Process:
    """A process, as far as pytest-forked knows that of multiprocessing. wait: until it has ended; its exit status."""

    start: Callable[[], None]
    wait: Callable[[], int]
    exitcode: int | None = None

    def join(self) -> None:
        self.exitcode = self.wait()


def start_by(process: Callable[[list[str]], Process | None]) -> None:
    """Let pytest-forked get the process for a test here, and from multiprocessing where this returns None.

    process: is given the files in which that process is to leave its output and its reports. Raises pytest.UsageError
    for a version of pytest-forked that begins otherwise.
    """
    import pytest_forked

    before: Any = getattr(pytest_forked, "multiprocessing", None)
    if before is None or not hasattr(pytest_forked, "_worker"):
        raise pytest.UsageError("This pytest-forked is not known: python -m pip install pytest-forked==1.7.5")

    def found(target: Callable[..., None], args: tuple[Any, ...]) -> Any:
        files = [str(each) for each in args if not callable(each)]
        return process(files) or before.get_context("fork").Process(target=target, args=args)

    pytest_forked.multiprocessing = SimpleNamespace(get_context=lambda method: SimpleNamespace(Process=found))


def run_forked(item: pytest.Item, files: Sequence[str]) -> None:
    """Run a test in this process and exit, as a fork of pytest-forked does. files: as in `start_by`."""
    import pytest_forked

    # As multiprocessing does: that of pytest says of itself what no learner needs.
    sys.stdin = open(os.devnull)  # noqa: SIM115
    pytest_forked._worker(partial(_reports, item), *files)


def _reports(item: pytest.Item) -> bytes:
    """Run a test, inside of all that plugins put around one, and return its reports as pytest-forked sends them."""
    import pytest_forked

    reports: list[pytest.TestReport] = []

    def run(item: pytest.Item) -> bool:
        reports.extend(runtestprotocol(item, log=False))
        return True

    plugins = item.config.pluginmanager
    around = plugins.hook.pytest_runtest_protocol.get_hookimpls()
    others = [each.plugin for each in around if not (each.wrapper or each.hookwrapper)]
    inside = plugins.subset_hook_caller("pytest_runtest_protocol", others)
    inside.call_extra([run], {"item": item, "nextitem": None})
    return marshal.dumps([pytest_forked.serialize_report(each) for each in reports])


def limit_of(item: pytest.Item) -> float | None:
    """The limit of a test in seconds, None for none: by its mark, the options or the ini file."""
    import pytest_timeout

    timeout: float | None = pytest_timeout._get_item_settings(item).timeout
    return timeout if timeout and timeout > 0 else None
