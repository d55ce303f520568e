"""An exercise that was just begun: each of its files says what goes there, and nothing of an author is lost."""

import subprocess
import sys

import pytest

from kata.course.home import Problem
from tests.tools import one_exercise
from tests.tools.inventory import TO_WRITE, can_be_judged, hints, missing, parts
from tests.tools.judge import PATH, ROOT
from tests.tools.new_exercise import begin, begun, named

LABEL = "01_case/01_thing"


@pytest.fixture
def exercise(tmp_path):
    exercise = begun(LABEL, tmp_path)
    begin(exercise)
    return exercise


def test_every_file_is_there_and_asks_for_something(exercise):
    said = missing(exercise)
    for file in parts(exercise):
        assert TO_WRITE.search(file.read_text())
        assert [line for line in said if line.startswith(f"{named(file, exercise)}, line ")]
    assert len([line for line in said if "hints.toml: [01_thing]" in line]) == 4
    assert TO_WRITE.search(exercise.stub.with_name("README.md").read_text())
    assert not can_be_judged(exercise)


def test_a_file_that_is_written_asks_for_nothing(exercise):
    exercise.stub.write_text("import selectors\n\nWANTED = {selectors.EVENT_WRITE: 'room'}  # TODO: WRITER\n")
    assert not [
        line for line in missing(exercise) if line.startswith(f"{named(exercise.stub, exercise)}, line ")
    ]


def test_ruff_has_nothing_to_say(exercise):
    files = [str(file) for file in parts(exercise)]
    for command in (
        ["check", f"--config={ROOT / 'pyproject.toml'}"],
        ["format", "--check", "--line-length=110"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, *files], capture_output=True, check=False
        )
        assert done.returncode == 0, done.stdout.decode()


def test_nothing_is_overwritten_and_nothing_comes_twice(exercise):
    for file in parts(exercise):
        file.write_text("# mine\n")
    mistake = parts(exercise)[3]
    mistake.rename(mistake.with_name("forgets_it.py"))
    ladder = exercise.stub.with_name("hints.toml")
    ladder.write_text("# mine\n\n[01_thing]\nstub = 'wrong'\n")
    before = {file: file.read_text() for file in (*parts(exercise), ladder)}
    assert begin(exercise) == []
    assert {file: file.read_text() for file in (*parts(exercise), ladder)} == before


def test_the_hints_of_others_stay(exercise):
    second = begun("01_case/02_other", exercise.stub.parents[2])
    begin(second)
    assert hints(exercise)["ladder"] == hints(second)["ladder"]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("", "say NAME=01_pipe/13_tee"),
        ("13_tee", "say NAME=01_pipe/13_tee"),
        ("01_case/tee", "say NAME=01_pipe/13_tee"),
        ("01_case/../../13_tee", "say NAME=01_pipe/13_tee"),
        ("01_case/01_tee", "exercises/01_case/01_thing.py has this number"),
        ("01_pipe/02_tee", "exercises/01_case has this number"),
    ],
)
def test_a_name_that_cannot_be(exercise, label, words):
    with pytest.raises(Problem, match=words):
        begun(label, exercise.stub.parents[2])


def test_the_exercise_that_is_meant():
    name = PATH[0].name.partition("_")[2]
    assert one_exercise.meant(name) == one_exercise.meant(PATH[0].label) == PATH[0]
    with pytest.raises(Problem, match="make new"):
        one_exercise.meant("13_no_such_thing")
