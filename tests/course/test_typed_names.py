"""Names of exercises as people type them, on a path that stays as it is when exercises are added."""

import pytest

from kata.course import typed_names
from kata.course.exercises import of_test
from kata.course.home import Problem
from tests.tools.judge import ROOT

CHAPTERS = {
    "01_pipe": "01_write_then_read 02_one_way 03_another_one 07_pieces 12_pipeline",
    "02_socketpair": "01_first_message 03_both_ways 08_frames 09_half_close",
}
PATH = [
    exercise
    for chapter, names in CHAPTERS.items()
    for name in names.split()
    if (exercise := of_test(ROOT / "exercises" / chapter / f"test_{name}.py"))
]


@pytest.mark.parametrize(
    ("typed", "current", "label"),
    [
        ("another_one", None, "01_pipe/03_another_one"),
        ("03_another_one", None, "01_pipe/03_another_one"),
        ("03_another_one.py", None, "01_pipe/03_another_one"),
        ("test_03_another_one.py", None, "01_pipe/03_another_one"),
        ("03", "01_pipe/07_pieces", "01_pipe/03_another_one"),
        ("3", "02_socketpair/01_first_message", "02_socketpair/03_both_ways"),
        ("01_pipe/03", None, "01_pipe/03_another_one"),
        ("pipe/3", None, "01_pipe/03_another_one"),
        ("1/another_one", None, "01_pipe/03_another_one"),
        ("01_pipe/03_another_one", None, "01_pipe/03_another_one"),
        ("exercises/01_pipe/03_another_one.py", None, "01_pipe/03_another_one"),
        ("/anywhere/01_pipe/03_another_one.py", None, "01_pipe/03_another_one"),
        ("12", "02_socketpair/01_first_message", "01_pipe/12_pipeline"),
        ("12", None, "01_pipe/12_pipeline"),
    ],
)
def test_names_as_people_type_them(typed, current, label):
    assert typed_names.named(PATH, typed, current).label == label


def test_a_path_from_within_a_chapter():
    assert (
        typed_names.named(PATH, "./03_another_one.py", None, ROOT / "exercises/01_pipe").label
        == PATH[2].label
    )
    assert (
        typed_names.named(PATH, "../02_socketpair/08_frames.py", None, ROOT / "exercises/01_pipe").name
        == "08_frames"
    )


def test_a_chapter_is_all_of_its_exercises():
    chapter = [exercise for exercise in PATH if exercise.chapter == "02_socketpair"]
    for typed in ("02_socketpair", "socketpair", "exercises/02_socketpair", "02_socketpair/"):
        assert typed_names.several(PATH, typed) == chapter
    assert typed_names.several(PATH, "2", "01_pipe/07_pieces") == [PATH[1]]
    with pytest.raises(Problem, match="may be any of these"):
        typed_names.several(PATH, "03")


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("anotherone", "01_pipe/03_another_one"),
        ("another", "01_pipe/03_another_one"),
        ("03", "01_pipe/03_another_one, 02_socketpair/03_both_ways"),
        ("01_pipe/33_another_one", "01_pipe/03_another_one"),
        ("pip", "01_pipe/12_pipeline"),
        (
            "02_socketpair",
            "name one of its exercises, 02_socketpair/01_first_message to 02_socketpair/09_half_close",
        ),
        ("zzz", "`kata list`"),
        ("", "`kata list`"),
    ],
)
def test_an_unknown_or_ambiguous_name_lists_the_near_ones(typed, near):
    with pytest.raises(Problem) as problem:
        typed_names.named(PATH, typed)
    assert near in str(problem.value)
