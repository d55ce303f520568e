"""The answers of processes are parsed, however many tasks they tell of."""

import sys
from types import SimpleNamespace

import pytest

from kata.autopsy import frames
from kata.kernel import proc
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


def test_who_waits_for_a_core_is_waited_for(monkeypatch, tmp_path):
    """On a busy machine an answer comes late, though its process never sleeps; who calculates by itself is given up."""
    looks = iter(range(1000))
    clock = iter(range(1000))
    time = SimpleNamespace(monotonic=lambda: next(clock), sleep=lambda seconds: None)
    monkeypatch.setattr(frames, "time", time)
    monkeypatch.setattr(frames, "os", SimpleNamespace(kill=lambda pid, number: None))
    monkeypatch.setattr(frames, "proc", SimpleNamespace(asleep=lambda pids: None, can_tell=lambda pid: True))
    monkeypatch.setattr(frames, "usage", SimpleNamespace(worked=lambda pids: 0.0))
    answer = frames.Told({7: ()}, {})
    read = lambda path: answer if next(looks) > 4 else None  # noqa: E731
    assert frames.ask([7], tmp_path, [], read=read) == {7: answer}
    worked = iter(range(1000))
    monkeypatch.setattr(frames, "usage", SimpleNamespace(worked=lambda pids: float(next(worked))))
    assert frames.ask([7], tmp_path, [], read=lambda path: None) == {}
    assert next(worked) < 6


def test_who_cannot_answer_any_more_is_not_asked(monkeypatch, tmp_path):
    sent = []
    monkeypatch.setattr(frames, "os", SimpleNamespace(kill=lambda pid, number: sent.append(pid)))
    monkeypatch.setattr(proc, "can_tell", lambda pid: pid == 8)
    monkeypatch.setattr(proc, "asleep", lambda pids: ())
    assert frames.ask([7, 8], tmp_path, [], read=lambda path: frames.Told({}, {})) == {8: frames.Told({}, {})}
    assert sent == [8]
