"""The learner's loop, as a person meets it: a real terminal, real saves, every key, and clumsy hands."""

import itertools
import json
import os
import re
import shutil
import signal
import sys
import termios
from dataclasses import replace
from pathlib import Path

import pytest

from kata.course import progress, shelf
from kata.course.exercises import exercises
from tests.runner.test_misbehaviour import plant
from tests.tools.at_a_terminal import Seat, ended, read, resize, seated, text, type_, until

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
KATA = [sys.executable, "-m", "kata"]
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


@pytest.fixture
def one(tmp_path):
    """A project with one exercise, `f` in 01_case/01_thing.py."""
    plant(tmp_path, "thing", "def f(): pass\n")
    return tmp_path


def at(folder: Path, *options: str, **how):
    environment = {"PYTHONPATH": str(ROOT)} | how.pop("environment", {})
    return seated([*KATA, *options], folder, **how, **environment)


def answer(one: Path, code: str) -> None:
    (one / "exercises" / "01_case" / "01_thing.py").write_text(code)


def fresh(seat: Seat, *wanted: str) -> str:
    """The screen of a run that is over."""
    return until(seat, *wanted, check=lambda shown: "loading" not in shown and "running" not in shown)


def solution(label: str) -> str:
    return (ROOT / "solutions" / f"{label}.py").read_text()


@pytest.fixture
def ends(mine):
    """The first and the last exercise of each chapter; the others are solved."""
    chapters = {
        exercise.chapter: [each for each in PATH if each.chapter == exercise.chapter] for exercise in PATH
    }
    ends = [
        exercise
        for exercise in PATH
        if exercise in (chapters[exercise.chapter][0], chapters[exercise.chapter][-1])
    ]
    verdicts = {}
    for exercise in [each for each in PATH if each not in ends]:
        (mine / f"{exercise.label}.py").write_text(solution(exercise.label))
        verdicts[exercise.label] = progress.PASSED, progress.digest(exercise, mine)
    progress.change(mine / ".kata", progress.judged(verdicts))
    progress.change(mine / ".kata", lambda now: replace(now, current=PATH[0].label))
    return ends


def test_the_path_from_the_stubs_to_the_end(mine, ends):
    steps = {each.label: PATH.index(after) - PATH.index(each) for each, after in itertools.pairwise(ends)}
    with at(mine) as seat:
        fresh(seat, f"{PATH[0].label}   ")
        type_(seat, "p")
        until(seat, "This is the first exercise of the path.")
        for number, exercise in enumerate(ends, ALL - len(ends) + 1):
            fresh(seat, f"{exercise.label}   ", " failed; the first: ", f"  {number - 1} of {ALL} solved")
            file = mine / f"{exercise.label}.py"
            if number % 2:
                file.write_text(solution(exercise.label))
            else:  # as many editors save
                part = file.with_suffix(".new")
                part.write_text(solution(exercise.label))
                part.rename(file)
            fresh(seat, f"{exercise.label}   ", "PASSED: ", f"  {number} of {ALL} solved", "Solved")
            assert ("Solved, and so are all others." in text(seat)) == (number == ALL)
            type_(seat, "n" * steps.get(exercise.label, 1))
        fresh(seat, f"{ALL} of {ALL} solved", "This is the last exercise of the path.")
        type_(seat, "q")
        assert ended(seat) == 0
    known = json.loads((mine / ".kata" / "progress.json").read_text())
    assert {entry["verdict"] for entry in known["exercises"].values()} == {"passed"}
    assert len(known["exercises"]) == ALL


def test_every_key(mine):
    with at(mine) as seat:
        fresh(seat, "01_pipe/01_write_then_read", "HANG after", "`way_in`", f"0 of {ALL} solved")
        type_(seat, "p")
        fresh(seat, "00_process/10_small_shell", "Not written yet")
        type_(seat, "n")
        fresh(seat, "01_pipe/01_write_then_read", "HANG after")
        type_(seat, "h")
        until(seat, "Hint 1 of 3: The message is in the pipe")
        type_(seat, "h")
        until(seat, "Hint 1 of 3", "Hint 2 of 3")
        type_(seat, "s")
        until(seat, "Press s again")
        type_(seat, "s")
        until(seat, "--- yours: 01_pipe/01_write_then_read.py", "+++ solution")
        type_(seat, "q")
        fresh(seat, "HANG after")
        type_(seat, "n")
        fresh(seat, "01_pipe/02_one_way", "EBADF")
        type_(seat, "p")
        fresh(seat, "01_pipe/01_write_then_read", "HANG after")
        type_(seat, "l")
        until(seat, PIPES[1].label, "Enter: go there")
        type_(seat, "j\x1b[B\r")
        fresh(seat, "01_pipe/03_another_one   ", "HANG after")
        runs = bytes(seat.said).count(b"HANG")
        type_(seat, "r")
        until(seat, check=lambda shown: bytes(seat.said).count(b"HANG") > runs)
        type_(seat, "q")
        assert ended(seat) == 0
    assert json.loads((mine / ".kata/progress.json").read_text())["current"] == "01_pipe/03_another_one"


def test_the_first_hint_fits_the_diagnosis(mine):
    stub = shelf.stub(PIPES[1])  # 02_one_way: its stub does not hang
    assert "def try_to_read(fd" in stub
    wrong = stub.replace("os.write(fd, b", "os.close(fd); r, w = os.pipe(); os.read(r, 1); os.write(fd, b")
    (mine / "01_pipe/02_one_way.py").write_text(wrong)
    with at(mine) as seat:
        fresh(seat, "01_pipe/01_write_then_read")
        type_(seat, "n")
        fresh(seat, "01_pipe/02_one_way", "HANG")
        type_(seat, "h")
        until(
            seat, "Hint 1 of 4: A process waits for the end of a stream that it could still write to itself."
        )


def test_an_exercise_that_is_saved_is_the_one_at_hand(mine):
    with at(mine) as seat:
        fresh(seat, "01_pipe/01_write_then_read", "HANG")
        (mine / "02_socketpair/05_waiting.py").write_text(solution("02_socketpair/05_waiting"))
        fresh(seat, "02_socketpair/05_waiting", "PASSED", f"1 of {ALL} solved")


def test_clumsy_hands(one):
    with at(one) as seat:
        fresh(seat, "PASSED: 1 test")
        answer(one, "def f(:\n")
        fresh(seat, "SyntaxError in exercises/01_case/01_thing.py:1")
        answer(one, "def g(): pass\n")
        fresh(seat, "01_thing.py has no `f`")
        (one / "exercises/01_case/01_thing.py").unlink()
        fresh(seat, "The file 01_thing.py is missing")
        (one / "exercises/01_case/01_thing.py").write_bytes(b"\xff\xfe\x00")
        fresh(seat, "cannot be read as Python")
        answer(
            one,
            "def f():\n    for n in range(20000):\n        print(f'line {n} of a great many, and of no use')\n",
        )
        shown = fresh(seat, "PASSED", "printed by test_it:", "line 0 of a great many")
        assert len(shown.splitlines()) <= 40
        type_(seat, " " * 9)
        until(seat, "lines left out", "line 19999 of a great many")
        answer(one, "def f(): print('\\x1b[2J\\x1b[31mred\\x07')\n")
        fresh(seat, "PASSED", "\\x1b[2J\\x1b[31mred\\x07")
        answer(one, "def f():\n    while True: pass\n")
        until(seat, "running")
        answer(one, "def f(): pass\n")  # a save during a run ends that run
        fresh(seat, "PASSED: 1 test")
        answer(one, "def f():\n    while True: pass\n")
        fresh(seat, "STILL RUNNING after")
        type_(seat, "q")
        assert ended(seat) == 0


KILLS_ITS_KEEPER = """\
import os, signal
def f():
    if os.fork() == 0:
        os.setsid()
        open(FIFO, "w").write(str(os.getpid()))
        signal.pause()
    open(READY, "w").close()
    os.kill(os.getppid(), signal.SIGKILL)
"""


def test_an_answer_that_kills_its_keeper_is_ended_all_the_same(one):
    for name in ("pid", "ready"):
        os.mkfifo(one / name)
    code = KILLS_ITS_KEEPER.replace("FIFO", repr(str(one / "pid"))).replace("READY", repr(str(one / "ready")))
    answer(one, code)
    with at(one) as seat:
        pid = (one / "pid").read_text()
        assert Path(f"/proc/{pid}").exists()
        (one / "ready").read_text()
        until(seat, "ended together with the process that watches it")
        assert not Path(f"/proc/{pid}").exists()
        type_(seat, "q")
        assert ended(seat) == 0


def test_the_last_of_many_saves_counts(one):
    with at(one) as seat:
        fresh(seat, "PASSED")
        for number in range(10):
            answer(one, f"def f(): raise ValueError('save {number}')\n")
        fresh(seat, "save 9")
        type_(seat, "q")
        assert ended(seat) == 0


def test_a_change_of_the_tests_is_picked_up(one):
    test = one / "exercises/01_case/test_01_thing.py"
    with at(one) as seat:
        fresh(seat, "PASSED: 1 test")
        test.write_text(
            "def test_it(answer):\n    assert answer.f() == 1\ndef test_more(answer):\n    answer.f()\n"
        )
        fresh(seat, "1 of 2 tests failed", "`f()` returned None, expected 1")
        test.write_text("def test_it(:\n")
        fresh(seat, "The tests cannot be loaded.", "SyntaxError")
        test.write_text("def test_it(answer):\n    answer.f()\n")
        fresh(seat, "PASSED: 1 test")
        (one / "conftest.py").write_text("import no_such_module\n")
        until(seat, "The tests cannot be loaded.", "no_such_module")


def test_a_change_of_kata_itself_is_picked_up(one):
    shutil.copytree(ROOT / "kata", one / "kata", ignore=shutil.ignore_patterns("__pycache__"))
    answer(one, "def f(): raise NotImplementedError('the thing')\n")
    with at(one, environment={"PYTHONPATH": str(one)}) as seat:
        fresh(seat, "Not written yet: the thing")
        words = one / "kata/runner/failures.py"
        words.write_text(words.read_text().replace("Not written yet", "Still to be written"))
        fresh(seat, "Still to be written: the thing")


COUNT = sum(line.startswith("def test_") for line in PIPES[0].test.read_text().splitlines())
SCREEN = f"""\
01_pipe/01_write_then_read  01_pipe/01_write_then_read.py
Into the pipe I go: a message is written to one end of a
    pipe and read from the other.

{COUNT} of {COUNT} tests failed; the first: test_what_goes_in_comes_out

HANG after 0.00 s: the test is asleep, and nothing can wake
    it.

  your process 0  read(way_out, fd 0)
      01_pipe/01_write_then_read.py:26  return
      way_out.read()

  pipe A  write end  your process  way_in (fd 0)  <-
      keeps it open (made on line 21)
           read end  your process  way_out (fd 0)  <-
               waits for data or the end
↓ {COUNT + 5} more lines: space, arrow keys

░░░░░░░░░░░░░░░░░░░░░░░░  0 of {ALL} solved
n next  p previous  h hint  l list  r run again
s solution  q quit"""


def test_the_whole_screen_of_a_small_terminal(mine):
    with at(mine, rows=22, columns=60) as seat:
        shown = fresh(seat, "HANG")
        shown = re.sub(r"after \d+\.\d+ s", "after 0.00 s", shown)
        shown = re.sub(r"(process|fd) \d+", r"\1 0", shown)
        shown = re.sub(r"(?<=\S) {2,}", "  ", shown)  # columns are as wide as the numbers were
        assert shown.splitlines() == SCREEN.splitlines()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_the_terminal_is_as_before(number, one):
    answer(one, "def f():\n    while True: pass\n")
    with at(one) as seat:
        before = termios.tcgetattr(seat.terminal)
        until(seat, "running")
        assert termios.tcgetattr(seat.terminal) != before
        if number == signal.SIGINT:
            type_(seat, "\x03")
        else:
            os.kill(seat.pid, number)
        assert ended(seat) == 128 + number
        assert seat.said.endswith(b"\x1b[?25h\x1b[?1049l01_case/01_thing, 0 of 1 solved\r\n")


def test_a_stopped_loop_gives_the_terminal_back_and_goes_on(one):
    with at(one) as seat:
        fresh(seat, "PASSED")
        type_(seat, "\x1a")
        assert os.WIFSTOPPED(os.waitpid(seat.pid, os.WUNTRACED)[1])
        while not seat.said.endswith(b"\x1b[?1049l"):
            assert read(seat)
        answer(one, "def f(): raise ValueError('while it slept')\n")
        seat.screen.reset()
        os.kill(seat.pid, signal.SIGCONT)
        fresh(seat, "while it slept")
        type_(seat, "q")
        assert ended(seat) == 0


def test_an_exercise_without_tests(one):
    (one / "exercises/01_case/test_01_thing.py").write_text("")
    with at(one) as seat:
        until(seat, "This exercise has no tests.", "0 of 1 solved")


def test_a_terminal_that_closes_ends_it_with_all_processes(one):
    code = "import os\ndef f():\n    open(FIFO, 'w').write(str(os.getpid()))\n    while True: pass\n"
    os.mkfifo(one / "fifo")
    answer(one, code.replace("FIFO", repr(str(one / "fifo"))))
    with at(one) as seat:
        pid = (one / "fifo").read_text()
        assert Path(f"/proc/{pid}").exists()
        os.close(seat.terminal)
        os.waitpid(seat.pid, 0)
    assert not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize(("rows", "columns"), [(24, 60), (12, 60), (24, 80), (50, 200)])
def test_sizes(rows, columns, mine):
    with at(mine, rows=rows, columns=columns) as seat:
        shown = fresh(seat, "01_pipe/01_write_then_read", "HANG after", f"0 of {ALL} solved", "q quit")
        assert len(shown.splitlines()) <= rows
        assert max(map(len, shown.splitlines())) <= columns
        resize(seat, 30, 70)
        shown = until(seat, "q quit", check=lambda shown: len(shown.splitlines()) == 30)
        assert "HANG after" in shown


def test_without_colours(mine):
    with at(mine, environment={"NO_COLOR": "1"}) as seat:
        fresh(seat, "HANG after")
        assert b"\x1b[31m" not in seat.said
        assert b"\x1b[1;31m" not in seat.said
    with at(mine) as seat:
        fresh(seat, "HANG after")
        assert b"\x1b[1;31m" in seat.said


def test_plain_is_lines_and_no_screen(mine):
    with at(mine, "--plain", rows=200) as seat:
        until(seat, "01_pipe/01_write_then_read", "HANG after", f"0 of {ALL} solved", "Keys: n next")
        (mine / "01_pipe/01_write_then_read.py").write_text(solution("01_pipe/01_write_then_read"))
        until(seat, "PASSED", f"1 of {ALL} solved")
        assert "HANG after" in text(seat)  # nothing was wiped away
        assert b"\x1b" not in seat.said
        type_(seat, "q")
        assert ended(seat) == 0


def test_two_at_once(mine):
    with at(mine) as first, at(mine) as second:
        fresh(first, "HANG after")
        fresh(second, "HANG after")
        (mine / "01_pipe/01_write_then_read.py").write_text(solution("01_pipe/01_write_then_read"))
        fresh(first, "PASSED", f"1 of {ALL} solved")
        fresh(second, "PASSED", f"1 of {ALL} solved")
        type_(second, "n")
        fresh(second, "01_pipe/02_one_way")
        (mine / "01_pipe/02_one_way.py").write_text(solution("01_pipe/02_one_way"))
        fresh(first, "01_pipe/02_one_way", "PASSED", f"2 of {ALL} solved")
        fresh(second, "01_pipe/02_one_way", "PASSED", f"2 of {ALL} solved")


def test_a_progress_file_that_is_none_is_set_aside(mine):
    (mine / ".kata/progress.json").write_text('{"current": 7, "exerc')
    with at(mine) as seat:
        until(seat, "could not be understood")
    assert (mine / ".kata/progress.unreadable.1").read_text() == '{"current": 7, "exerc'
