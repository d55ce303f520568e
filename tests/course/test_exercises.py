"""Exercises are found by their files, in the order of the path."""

from pathlib import Path

import pytest

from kata.course import exercises
from tests.tools.judge import PATH, ROOT


def test_exercises_are_found_in_the_order_of_the_path():
    assert [exercise.label for exercise in PATH] == sorted(exercise.label for exercise in PATH)
    first = PATH[0]
    assert (first.chapter, first.name) == ("00_process", "01_fork")
    assert exercises.of_stub(first.stub) == exercises.of_test(first.test) == first
    assert exercises.answer_file(first, Path("solutions")) == Path("solutions/00_process/01_fork.py")
    assert exercises.label_of("exercises/00_process/test_01_fork.py::test_it[a/b]") == first.label


@pytest.mark.parametrize(
    "file", ["tests/runner/test_server.py", "exercises/conftest.py", "exercises/01_pipe/hints.toml"]
)
def test_other_files_are_no_exercises(file):
    assert exercises.of_test(ROOT / file) is None
    assert exercises.of_stub(ROOT / file) is None
