"""What is known while pytest runs, and the keys under which its config and its items keep that."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kata.course.exercises import Exercise
from kata.course.home import Home
from kata.runner.facts import Failure
from kata.runner.failures import Compared
from kata.sandbox.channel import Channel

TREE = pytest.StashKey["Path | None"]()
"""Of a config: the answers tree to judge, None for the exercises themselves."""
BASE = pytest.StashKey[str]()
"""Of a config: the folder in which its user types paths; tests change theirs."""
HOME = pytest.StashKey[Home | None]()
"""Of a config: whose progress is kept; None for a tree that is only judged."""
PROVE = pytest.StashKey[bool]()
"""Of a config: whether hangs can be proved here, and deeds heard."""
VERDICTS = pytest.StashKey[dict[str, str]]()
"""Of a config: "passed" or the kind of the first failure, by the label of the exercise."""
COMPARED = pytest.StashKey[Compared]()
"""Of a config: what the last comparison of the test found to be different."""
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
    failure: Failure | None = None
    # pytest-forked opens them and forgets them, which -W error would complain about
    files: tuple[Any, ...] = ()
    sections: list[tuple[str, str]] = field(default_factory=list)


RUN = pytest.StashKey[Run]()
"""Of an item: its run, while it lasts."""
ON_ITS_WAY = pytest.StashKey[Run]()
"""Of a config: the run that pytest waits for."""
CHANNEL = pytest.StashKey[Channel]()
"""Of an item: the channel to its answer, where that runs apart."""
