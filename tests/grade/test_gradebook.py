"""Points are read from a file, and points that make no sense are refused in a sentence."""

import csv
import io

import pytest

from kata.course.home import Problem
from kata.grade import formats, gradebook
from kata.grade.facts import Judged, Result
from kata.runner.facts import Failure, Test
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


WHY = Failure("ungraded", "It cannot be graded here.", "It cannot be graded here.")


def test_an_exercise_that_cannot_be_graded_costs_no_points():
    judged = (
        Judged("01_pipe/01", "passed", 1.0, (Test("test_a", None, ""),)),
        Judged("03_named/01", "ungraded", 1.0, (Test("test_b", WHY, ""),)),
        Judged("03_named/02", "failed", 1.0, (Test("test_c", Failure("wrong", "no", "no"), ""),)),
    )
    result = Result("ada", "", "", "landlock", "3.13", "graded", "", 3.0, judged)
    worth = {each.label: 2.0 for each in judged}
    file = io.StringIO()
    gradebook.write(file, [result], worth)
    _, most, row = csv.reader(file.getvalue().splitlines())
    assert most[2:5] == ["6", "6", "100"]
    assert row[2:8] == ["2", "4", "50", "2", "", "0"]
    assert "ungraded: 03_named/01" in row[8]
    assert b"cannot be graded" not in formats.gradescope(result, worth)
    assert b'skipped="1"' in formats.junit(result, worth)
