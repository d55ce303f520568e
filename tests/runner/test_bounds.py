"""The bounds of all processes of a test: how many they are, what they hold in memory, what they write."""

import os

import pytest

from kata.runner import bounds
from kata.runner.bounds import Bounds, exceeded, taken


def test_more_processes_than_a_test_may_have():
    assert exceeded(Bounds(crowd=2), [1, 2]) is None
    assert exceeded(Bounds(crowd=2), [1, 2, 3]) == "crowd"


@pytest.mark.skipif(not os.path.exists("/proc/self/smaps_rollup"), reason="needs /proc")
def test_more_memory_than_all_may_have():
    assert exceeded(Bounds(memory=1 << 40), [os.getpid()]) is None
    assert exceeded(Bounds(memory=1), [os.getpid()]) == "memory"


def test_more_bytes_than_may_be_written_and_empty_files_count_too(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "ROOM", 5 * bounds.BLOCK)
    (tmp_path / "inner").mkdir()
    for number in range(4):
        (tmp_path / "inner" / str(number)).touch()
    assert taken(tmp_path, bounds.ROOM) == 5 * bounds.BLOCK
    assert exceeded(Bounds(folder=tmp_path), []) is None
    (tmp_path / "one more").touch()
    assert exceeded(Bounds(folder=tmp_path), []) == "room"


def test_counting_stops_at_more_than_the_room(tmp_path):
    for number in range(100):
        (tmp_path / str(number)).touch()
    assert taken(tmp_path, 10 * bounds.BLOCK) == 11 * bounds.BLOCK


def test_more_files_in_memory_than_may_be(tmp_path, monkeypatch):
    fd = os.open(tmp_path, os.O_RDONLY)
    assert exceeded(Bounds(memories=(fd,)), []) is None or bounds._inodes(fd) > bounds.INODES
    monkeypatch.setattr(bounds, "INODES", 0)
    used = bounds._inodes(fd)
    assert exceeded(Bounds(memories=(fd,)), []) == ("room" if used > 0 else None)
    os.close(fd)
