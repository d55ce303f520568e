"""Progress is kept whole, and nothing that happens loses it."""

import json
import os

import pytest

from kata.course import progress


@pytest.mark.parametrize(
    "text",
    ["", "[]", "7", '{"exercises": 3}', '{"exercises": {"a": {"hints": "x"}}}', "\0", '{"current": 1}'],
)
def test_a_progress_file_that_is_none_is_set_aside(text, tmp_path):
    (tmp_path / "progress.json").write_text(text)
    known, word = progress.read(tmp_path)
    assert known == progress.Progress()
    assert "progress.unreadable.1" in word
    assert (tmp_path / "progress.unreadable.1").read_text() == text
    assert progress.read(tmp_path) == (progress.Progress(), None)


def test_progress_that_cannot_be_kept_is_no_failure(tmp_path):
    (tmp_path / ".kata").write_text("a file where a folder should be")
    known, word = progress.change(tmp_path / ".kata", progress.judged({"a/b": ("passed", "x")}))
    assert known.entry("a/b").verdict == "passed"
    assert "cannot be kept" in word


def test_progress_of_many_at_once_is_all_there(tmp_path):
    children = []
    for number in range(8):
        if (pid := os.fork()) == 0:
            progress.change(tmp_path / ".kata", progress.judged({f"01_a/{number:02}": ("passed", "x")}))
            os._exit(0)
        children.append(pid)
    assert [os.waitpid(pid, 0)[1] for pid in children] == [0] * 8
    assert len(json.loads((tmp_path / ".kata/progress.json").read_text())["exercises"]) == 8
