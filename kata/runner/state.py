"""Facts that pytest keeps while it runs, and the keys for them in its config and its items."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kata.course.exercises import Exercise
from kata.course.home import Home
from kata.runner.facts import Failure
from kata.runner.failures import Compared
from kata.runner.keeper import Post
from kata.sandbox.channel import Channel

TREE = pytest.StashKey["Path | None"]()
"""Key of a config: the answers tree to judge, None for the exercises themselves."""
BASE = pytest.StashKey[str]()
"""Key of a config: the folder in which its user types paths; tests change their own."""
HOME = pytest.StashKey[Home | None]()
"""Key of a config: the home whose progress is kept; None for a tree that is only judged."""
AGAINST = pytest.StashKey["str | None"]()
"""Key of a config: the reason why no hang can be proved here and no deed heard, None if all can."""
VERDICTS = pytest.StashKey[dict[str, str]]()
"""Key of a config: "passed" or the kind of the first failure, by the label of the exercise."""
COMPARED = pytest.StashKey[Compared]()
"""Key of a config: the difference that the last comparison of the test found."""
ENDLESS = pytest.StashKey[dict[str, str]]()
"""Key of a config: the first test that met a loop after the end of a stream, by the label of its exercise."""
PARTIAL = pytest.StashKey[set[str]]()
"""Key of a config: the labels of exercises of which not all tests were asked for."""
EXERCISE = pytest.StashKey[Exercise]()
"""Key of an item: the exercise that it tests."""


@dataclass
class Run:
    """A test that runs: the folder of its notes, and the two ends of its lifeline.

    under_way: whether pytest waits for its keeper. kept: in its own process, the orders of its keeper and the channel
    to that one.
    """

    item: pytest.Item
    exercise: Exercise
    folder: Path
    reader: int
    writer: int
    speaker: int
    began: float = field(default_factory=time.monotonic)
    judged: bool = False
    crashed: bool = False
    under_way: bool = False
    failure: Failure | None = None
    # pytest-forked opens these and forgets them; kept here, so that -W error does not complain
    files: tuple[Any, ...] = ()
    kept: tuple[Post, socket.socket] | None = None
    sections: list[tuple[str, str]] = field(default_factory=list)


def remember_endless(run: Run) -> None:
    """Let the other tests of an exercise know of a loop behind the end: each of them would take all of its time."""
    if run.failure is not None and run.failure.kind == "read-past-end":
        run.item.config.stash[ENDLESS].setdefault(run.exercise.label, run.item.name)


RUN = pytest.StashKey[Run]()
"""Key of an item: its run, while it lasts."""
ON_ITS_WAY = pytest.StashKey[Run]()
"""Key of a config: the run that pytest waits for."""
CHANNEL = pytest.StashKey[Channel]()
"""Key of an item: the channel to its answer, if that runs apart."""
