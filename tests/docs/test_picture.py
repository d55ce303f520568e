"""A picture that is drawn anew keeps its process numbers and times: only what changed is changed."""

import pytest

from docs import picture
from tests.tools import readmes

OLD = """\
HANG after 0.07 s: every process is asleep.
  parent 16033   read(lines, fd 11)
  child 2 16034  has exited, status 0
The parent waits for child 2.
1 failed in 0.26s
"""


@pytest.fixture
def drawn(tmp_path):
    """A picture of OLD."""
    file = tmp_path / "old.svg"
    picture.draw(OLD, file)
    return file


def test_a_picture_says_its_text(drawn):
    lines = [line.rstrip() for line in picture.drawn(drawn.read_text()).splitlines()]
    assert [line for line in lines if line][1:] == OLD.splitlines()


def test_other_processes_and_times_change_nothing(drawn):
    before = drawn.read_text()
    new = OLD.replace("16033   ", "4194303   ").replace("16034  ", "4194304  ")
    picture.draw(new.replace("0.07 s", "0.08 s").replace("0.26s", "10.31s"), drawn)
    assert drawn.read_text() == before


def test_what_changed_is_changed(drawn):
    picture.draw(OLD.replace("16033", "977").replace("lines, fd 11", "lines, fd 12"), drawn)
    assert "parent 16033   read(lines, fd 12)" in picture.drawn(drawn.read_text())
    picture.draw(OLD + "  child 3 977  has exited\n", drawn)
    assert "child 3 977  has exited" in picture.drawn(drawn.read_text())


def test_a_count_in_a_picture_is_read(tmp_path):
    picture.draw("\x1b[32m██\x1b[0m  2 of 21 solved\n", tmp_path / "loop.svg")
    text = picture.drawn((tmp_path / "loop.svg").read_text())
    assert list(readmes.counts("docs/loop.svg", text, 21)) == []
    assert list(readmes.counts("docs/loop.svg", text, 22)) == [
        "docs/loop.svg says “2 of 21 solved”; there are 22."
    ]
