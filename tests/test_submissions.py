"""Submissions: where they are, what they are called, and what is read of them."""

import shutil

import pytest

from kata import handed_in, submission
from kata.home import Problem
from tests.judge import PATH

FIRST, SECOND = PATH[0], PATH[1]


def right(folder):
    """A submission with answers to the first and the second exercise."""
    for exercise in (FIRST, SECOND):
        file = folder / exercise.chapter / exercise.stub.name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"answer = {exercise.label!r}\n")
    return folder


def names(*paths):
    return [each.name for each in submission.find(paths, PATH)]


def test_a_folder_is_one_submission_or_holds_one_or_many(tmp_path):
    right(tmp_path / "many" / "alice")
    right(tmp_path / "many" / "bob" / "exercises")
    right(tmp_path / "many" / "carol" / "homework" / "exercises")
    (tmp_path / "many" / "readme.txt").write_text("no submission")
    shutil.make_archive(str(tmp_path / "many" / "dave"), "gztar", tmp_path / "many" / "alice")
    assert names(tmp_path / "many") == ["alice", "bob", "carol", "dave"]
    assert names(tmp_path / "many" / "alice") == ["alice"]
    assert names(tmp_path / "many" / "bob", tmp_path / "many" / "dave.tar.gz") == ["bob", "dave"]
    found = {
        each.name: handed_in.read(each.path, PATH) for each in submission.find([tmp_path / "many"], PATH)
    }
    assert found["alice"] == found["bob"] == found["carol"] == found["dave"]
    assert sorted(found["alice"]) == [FIRST.label, SECOND.label]


def test_names_are_told_apart(tmp_path):
    right(tmp_path / "a" / "alice")
    right(tmp_path / "b" / "alice")
    shutil.make_archive(str(tmp_path / "a" / "alice"), "zip", tmp_path / "a" / "alice")
    assert names(tmp_path / "a") == ["alice", "alice.zip"]
    assert names(tmp_path / "a", tmp_path / "b") == ["a-alice", "alice.zip", "b-alice"]


@pytest.mark.parametrize(("make", "words"), [
    (lambda folder: None, "There is no"),
    (lambda folder: folder.mkdir(), "There is no submission in"),
    (lambda folder: folder.write_text(""), "no archive that is known"),
])  # fmt: skip
def test_what_cannot_be_graded_is_said(tmp_path, make, words):
    make(tmp_path / "x")
    with pytest.raises(Problem, match=words):
        submission.find([tmp_path / "x"], PATH)
