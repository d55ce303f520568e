"""The answers of processes are parsed, however many tasks they tell of."""

import sys

import pytest

from kata.autopsy import frames
from tests.tools.told import stack_of, told_as

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")


def test_tasks_are_counted_in_one_go():
    task = {"fd": None, **stack_of(0)}
    loops = [task | {"tid": tid, "awaits": [0]} for tid in range(20_000)]
    last = [task | {"tid": 20_000, "awaits": [1]}, task | {"tid": 20_000, "awaits": [0, 1]}]
    told = frames.parse(told_as(tasks=loops + last))  # in pairs, they would take longer than a test may
    assert told.tasks[-1].awaits == (-1,)
    assert told.tasks[-20_001].awaits == (-20_002,)
    assert told.tasks[-20_002].awaits == (-20_001, -20_002)
