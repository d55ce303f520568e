"""Points are read from a file, and points that make no sense are refused in a sentence."""

import pytest

from kata.course.home import Problem
from kata.grade import gradebook
from tests.tools.judge import PATH


def test_points_of_an_exercise_count_more_than_those_of_its_chapter(tmp_path):
    (tmp_path / "points.toml").write_text('"01_pipe/03" = 5\n01_pipe = 2\n02_socketpair = 0.5\n')
    worth = gradebook.points(PATH, tmp_path / "points.toml")
    assert worth["01_pipe/03_another_one"] == 5
    assert worth["01_pipe/01_write_then_read"] == 2
    assert worth["02_socketpair/01_first_message"] == 0.5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("01_pipe = -1", "no number from 0"),
        ("nothing = 1", "There is no exercise"),
        ("01_pipe = ", "cannot be read"),
    ],
)
def test_points_that_make_no_sense_are_said(tmp_path, text, words):
    (tmp_path / "points.toml").write_text(text)
    with pytest.raises(Problem, match=words):
        gradebook.points(PATH, tmp_path / "points.toml")
