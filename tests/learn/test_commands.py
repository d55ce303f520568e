"""The commands of `kata`, as a learner types them: what they print, and the status they exit with."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kata.course import progress, shelf
from kata.course.exercises import exercises
from tests.tools.at_a_terminal import ended, seated, type_, until

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PATH = exercises(ROOT / "exercises")
ALL = len(PATH)
PIPES = [exercise for exercise in PATH if exercise.chapter == "01_pipe"]


@pytest.fixture
def mine(tmp_path):
    """A learner's own folder, who begins at 01."""
    folder = tmp_path / "mine"
    shelf.begin(folder)
    progress.change(folder / ".kata", lambda now: replace(now, current=PIPES[0].label))
    return folder


def kata(folder: Path, *arguments: str, **how) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "kata", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **how,
    )


def solve(mine: Path, label: str) -> None:
    (mine / f"{label}.py").write_bytes((ROOT / "solutions" / f"{label}.py").read_bytes())


def test_init_leaves_what_is_there(mine):
    solve(mine, "01_pipe/01_write_then_read")
    (mine / "01_pipe/02_one_way.py").unlink()
    before = (mine / "01_pipe/01_write_then_read.py").read_bytes()
    done = kata(mine.parent, "init", "mine")
    assert (done.returncode, done.stderr) == (0, "")
    assert "new files: 1;" in done.stdout
    assert (mine / "01_pipe/01_write_then_read.py").read_bytes() == before
    assert "complete, nothing was written" in kata(mine.parent, "init", "mine").stdout


@pytest.mark.parametrize("folder", [ROOT, ROOT / "exercises"])
def test_init_does_not_touch_the_project(folder):
    done = kata(ROOT, "init", str(folder))
    assert done.returncode == 2
    assert "holds the exercises themselves" in done.stderr


def test_nothing_was_kept(mine):
    done = kata(mine, "restore", "another_one")
    assert (done.returncode, done.stdout) == (2, "")
    assert "No version of 01_pipe/03_another_one was kept" in done.stderr


def test_reset_asks(mine):
    solve(mine, "01_pipe/03_another_one")
    mark = (mine / "01_pipe/03_another_one.py").read_bytes()
    done = kata(mine, "reset", "another_one")
    assert done.returncode == 2
    assert "--yes" in done.stderr
    command = [sys.executable, "-m", "kata", "reset", "another_one"]
    with seated(command, mine, PYTHONPATH=str(ROOT)) as seat:
        until(seat, "Put the stub back as 01_pipe/03_another_one.py?")
        type_(seat, "\n")
        assert ended(seat) == 1
    assert (mine / "01_pipe/03_another_one.py").read_bytes() == mark
    with seated(command, mine, PYTHONPATH=str(ROOT)) as seat:
        until(seat, "[y/N]")
        type_(seat, "y\n")
        assert ended(seat) == 0
    assert (mine / "01_pipe/03_another_one.py").read_text() == shelf.stub(PIPES[2])
    assert kata(mine, "restore", "another_one").returncode == 0
    assert (mine / "01_pipe/03_another_one.py").read_bytes() == mark


def test_off_a_terminal_the_report_comes_once(mine):
    done = kata(mine)
    assert (done.returncode, done.stderr) == (1, "")
    assert "HANG after" in done.stdout
    assert "\x1b" not in done.stdout
    solve(mine, "01_pipe/01_write_then_read")
    done = kata(mine)
    assert (done.returncode, "PASSED: " in done.stdout) == (0, True)
    assert "01_pipe/02_one_way" in kata(mine).stdout  # what is solved is left behind


def test_a_chapter_is_run_with_a_line_for_each_and_one_in_full(mine):
    solve(mine, "02_socketpair/01_first_message")
    done = kata(mine, "run", "02_socketpair")
    assert done.returncode == 1
    assert "02_socketpair/01_first_message: passed" in done.stdout
    assert done.stdout.count("; the first: ") == 1
    assert f"1 of {ALL} solved" in done.stdout
    assert kata(mine, "run", "first_message").returncode == 0


def test_hints_come_one_rung_at_a_time_and_fit_the_diagnosis(mine):
    assert "Hint 1 of 3" in kata(mine, "hint", "one_way").stdout
    assert "Hint 2 of 3" in kata(mine, "hint", "one_way").stdout
    stub = shelf.stub(PIPES[1])
    hangs = stub.replace("os.write(fd, b", "r, w = os.pipe(); os.read(r, 1); os.write(fd, b")
    (mine / "01_pipe/02_one_way.py").write_text(hangs)
    assert "own-write-end" in kata(mine, "run", "one_way").stdout + (mine / ".kata/progress.json").read_text()
    done = kata(mine, "hint", "one_way")
    assert "Hint 1 of 4: A process waits for the end of a stream" in done.stdout
    assert "Hint 2" not in done.stdout
    for _ in range(5):
        done = kata(mine, "hint", "one_way")
    assert "Hint 4 of 4" in done.stdout


def test_the_solution_is_a_difference_after_a_pass(mine):
    done = kata(mine, "solution", "another_one")
    assert done.returncode == 2
    assert "--spoil" in done.stderr
    done = kata(mine, "solution", "another_one", "--spoil")
    assert "--- yours: 01_pipe/03_another_one.py" in done.stdout
    assert "\n+" in done.stdout
    (mine / "01_pipe/03_another_one.py").write_bytes(
        (ROOT / "solutions/01_pipe/03_another_one.py").read_bytes() + b"\n# done\n"
    )
    kata(mine, "run", "another_one")
    assert "-# done" in kata(mine, "solution", "another_one").stdout


def test_list_shows_what_is_solved_as_long_as_it_is_unchanged(mine):
    solve(mine, "01_pipe/03_another_one")
    kata(mine, "run", "another_one")
    assert "solved  01_pipe/03_another_one" in kata(mine, "list").stdout
    with open(mine / "01_pipe/03_another_one.py", "a") as file:
        file.write("\n# a thought\n")
    assert "solved  01_pipe/03_another_one" not in kata(mine, "list").stdout
    assert f"0 of {ALL} solved" in kata(mine, "list").stdout


def plain_pytest(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """As in a learner's own folder; -p loads what an installation loads by itself."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:ipc-kata",
            "-p",
            "kata.runner.own_folder",
            "-q",
            *arguments,
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_plain_pytest_works_in_a_folder_of_ones_own(mine):
    solve(mine, "01_pipe/03_another_one")
    done = plain_pytest(mine, "01_pipe/03_another_one.py", "-W", "error")
    assert re.search(r"\d passed", done.stdout)
    assert "failed" not in done.stdout
    assert f"path   1 of {ALL}, next: 00_process/01_fork" in done.stdout
    done = plain_pytest(mine / "01_pipe", "04_flush.py")
    assert "FAILED 01_pipe/04_flush.py::test_the_line_of_the_child_arrives" in done.stdout
    assert "edit   04_flush.py\nrun    pytest 04_flush.py\nhint   kata hint 01_pipe/04_flush" in done.stdout
    done = plain_pytest(mine, "01_pipe/03_another_one.py::test_the_child_keeps_no_read_end")
    assert "1 passed" in done.stdout
    done = plain_pytest(mine.parent, "mine/02_socketpair", "--timeout=2")
    assert "HANG" in done.stdout
    assert "run    pytest mine/02_socketpair/01_first_message.py" in done.stdout
    assert "solved  01_pipe/03_another_one" in kata(mine, "list").stdout


def test_no_exercises_here(tmp_path):
    done = kata(tmp_path, "list")
    assert (done.returncode, done.stdout) == (2, "")
    assert "kata init DIR" in done.stderr
