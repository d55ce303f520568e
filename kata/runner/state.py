"""What is known while pytest runs: the keys under which it keeps it, and the one test that is on its way."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kata.course.exercises import Exercise
from kata.course.home import Home

TREE = pytest.StashKey["Path | None"]()
"""Of a config: the answers tree to judge, None for the exercises themselves."""
HOME = pytest.StashKey[Home | None]()
"""Of a config: whose progress is kept; None for a tree that is only judged."""
PROVE = pytest.StashKey[bool]()
"""Of a config: whether hangs can be proved here, and deeds heard."""
PARTIAL = pytest.StashKey[set[str]]()
"""Of a config: the labels of exercises of which not all tests were asked for."""
EXERCISE = pytest.StashKey[Exercise]()
"""Of an item: the exercise that it tests."""


@dataclass
class Run:
    """One test on its way: where its notes go, and what keeps its keeper alive."""

    item: pytest.Item
    exercise: Exercise
    folder: Path
    reader: int
    writer: int
    speaker: int
    began: float = field(default_factory=time.monotonic)
    judged: bool = False
    crashed: bool = False
    failure: dict[str, Any] | None = None
    # pytest-forked opens them and forgets them, which -W error would complain about
    files: tuple[Any, ...] = ()
    sections: list[tuple[str, str]] = field(default_factory=list)


RUN = pytest.StashKey[Run]()
"""Of an item: its run, while it lasts."""


@dataclass
class Now:
    """What `pytest_runtest_logreport`, which is told of nothing but the report, has to know."""

    run: Run | None = None
    verdicts: dict[str, str] = field(
        default_factory=dict
    )  # by label: "passed", or the kind of its first failure


now = Now()
