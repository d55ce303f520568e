"""Stubs are kept, and no answer is ever lost."""

import pytest

from kata.course import shelf
from kata.course.home import PROJECT, Home
from tests.tools.judge import PATH


@pytest.fixture
def mine(tmp_path):
    """A learner's own folder."""
    folder = tmp_path / "mine"
    shelf.begin(folder)
    return folder


def test_stubs_are_kept_as_they_are():
    for exercise in PATH:
        assert shelf.stub(exercise) == exercise.stub.read_text(), "make stubs"


def test_a_folder_of_ones_own_has_stubs_and_readmes_and_nothing_else(mine):
    files = {file.relative_to(mine).as_posix() for file in mine.rglob("*") if file.is_file()}
    readmes = {f"{exercise.chapter}/README.md" for exercise in PATH}
    assert files == {f"{exercise.label}.py" for exercise in PATH} | readmes


def test_reset_and_restore_lose_nothing(mine):
    where, exercise = Home(PROJECT / "exercises", mine), PATH[0]
    file = mine / f"{exercise.label}.py"
    assert shelf.reset(where, exercise) is None  # it is the stub: there is nothing to keep
    file.write_bytes(b"# my first try\xff\n")
    kept = shelf.reset(where, exercise)
    assert file.read_text() == shelf.stub(exercise)
    file.write_text("# my second try\n")
    shelf.restore(where, exercise)
    assert file.read_bytes() == kept.read_bytes() == b"# my first try\xff\n"
    shelf.restore(where, exercise)
    assert file.read_text() == "# my second try\n"
    file.unlink()
    shelf.reset(where, exercise)
    assert file.read_text() == shelf.stub(exercise)
    kept = [version.read_bytes() for version in shelf.kept_versions(where, exercise)]
    assert {b"# my first try\xff\n", b"# my second try\n"} <= set(kept)
