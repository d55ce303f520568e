"""The commands of `kata`: names as people type them, answers that are never lost, a folder of one's own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kata.course import hints, home, progress, shelf
from kata.course.exercises import exercises
from kata.course.home import PROJECT, Home, Problem
from kata.learn import view
from tests.tools.at_a_terminal import ended, seated, type_, until

ROOT = Path(__file__).resolve().parents[2]
PATH = exercises(ROOT / "exercises")
ALL = len(PATH)


@pytest.fixture
def mine(tmp_path):
    """A learner's own folder."""
    folder = tmp_path / "mine"
    shelf.begin(folder)
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
    assert home.named(PATH, typed, current).label == label


def test_a_path_from_within_a_chapter():
    assert home.named(PATH, "./03_another_one.py", None, ROOT / "exercises/01_pipe").label == PATH[2].label
    assert (
        home.named(PATH, "../02_socketpair/08_frames.py", None, ROOT / "exercises/01_pipe").name
        == "08_frames"
    )


def test_a_chapter_is_all_of_its_exercises():
    chapter = [exercise for exercise in PATH if exercise.chapter == "02_socketpair"]
    for typed in ("02_socketpair", "socketpair", "exercises/02_socketpair", "02_socketpair/"):
        assert home.several(PATH, typed) == chapter
    assert home.several(PATH, "2", "01_pipe/07_pieces") == [PATH[1]]
    with pytest.raises(Problem, match="may be any of these"):
        home.several(PATH, "02")


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
        home.named(PATH, typed)
    assert near in str(problem.value)


def test_stubs_are_kept_as_they_are():
    for exercise in PATH:
        assert shelf.stub(exercise) == exercise.stub.read_text(), "make stubs"


def test_a_folder_of_ones_own_has_stubs_and_readmes_and_nothing_else(mine):
    files = {file.relative_to(mine).as_posix() for file in mine.rglob("*") if file.is_file()}
    readmes = {f"{exercise.chapter}/README.md" for exercise in PATH}
    assert files == {f"{exercise.label}.py" for exercise in PATH} | readmes


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
    assert (mine / "01_pipe/03_another_one.py").read_text() == shelf.stub(PATH[2])
    assert kata(mine, "restore", "another_one").returncode == 0
    assert (mine / "01_pipe/03_another_one.py").read_bytes() == mark


def test_off_a_terminal_the_report_comes_once(mine):
    done = kata(mine)
    assert (done.returncode, done.stderr) == (1, "")
    assert "HANG after" in done.stdout
    assert "\x1b" not in done.stdout
    solve(mine, "01_pipe/01_write_then_read")
    done = kata(mine)
    assert (done.returncode, "PASSED: 4 tests" in done.stdout) == (0, True)
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
    stub = shelf.stub(PATH[1])
    hangs = stub.replace("os.write(fd, b", "r, w = os.pipe(); os.read(r, 1); os.write(fd, b")
    (mine / "01_pipe/02_one_way.py").write_text(hangs)
    assert "own-write-end" in kata(mine, "run", "one_way").stdout + (mine / ".kata/progress.json").read_text()
    done = kata(mine, "hint", "one_way")
    assert "Hint 1 of 4: Somebody waits for the end of a stream" in done.stdout
    assert "Hint 2" not in done.stdout
    for _ in range(5):
        done = kata(mine, "hint", "one_way")
    assert "Hint 4 of 4" in done.stdout


def test_every_kind_of_failure_that_a_stub_or_a_wrong_answer_has_gets_a_rung():
    table = (ROOT / "docs/why.md").read_text().partition("## Explained")[2].partition("Lines and names")[0]
    causes = set(re.findall(r"`([a-z]+-[a-z-]+)`", table))
    assert len(causes) > 10
    assert causes | {"left-behind", "escaped-child", "timeout"} == set(hints.BY_KIND)
    for exercise in PATH:
        assert len(hints.rungs(exercise, "left-behind")) == len(hints.rungs(exercise, None)) + 1


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
    assert "4 passed" in done.stdout
    assert f"path   1 of {ALL}, next: 01_pipe/01_write_then_read" in done.stdout
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


def test_what_an_answer_prints_cannot_move_the_cursor():
    assert view.visible("a\x1b[2Jb\rc\td\x9b\n") == "a\\x1b[2Jb\\rc    d\\x9b\n"
