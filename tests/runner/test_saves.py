"""A save while a run is under way: the text that ran is judged, quoted and remembered, and no other."""

import pytest

from kata.course import progress
from kata.course.exercises import exercises
from kata.course.home import find
from kata.runner import client
from kata.sandbox import walls
from tests.runner.test_misbehaviour import plant, pytest_in

APART = pytest.param(
    ["--apart"], marks=pytest.mark.skipif(walls.kind() is None, reason="no sandbox can be had here")
)
LABEL = "01_case/01_thing"
ANSWER = "import os, signal, sys, time\n\nkept = []\n\n\ndef f():\n    {}\n"
ENDINGS = {
    "raises": "raise ValueError('no')  # ran",
    "hangs": "os.read(os.pipe()[0], 1)  # ran",
    "is at its limit": "while True: time.sleep(0.01)  # ran",
    "has a child that fails": "if os.fork() == 0: os.close(99)  # ran\n    os.wait()",
    "has a child that returns": "if os.fork(): os.wait()  # ran",
    "has a child that exits": "if os.fork() == 0: sys.exit(3)\n    os.wait()\n    raise ValueError('no')  # ran",
    "leaves a pipe": "kept.append(os.pipe())  # ran",
    "leaves a child": "os.fork() or signal.pause()  # ran",
}
TESTS = """from pathlib import Path

def test_it(answer):
    file = Path(answer.__file__)
    text = file.read_text()
    if "ran" in text:
        file.write_text("\\n\\n" + text.replace("ran", "saved"))
    answer.f()

def test_once_more(answer):
    answer.f()
"""


def judged(folder, *options):
    """The verdict of a held server on the only exercise."""
    started = client.start(find(folder), "--timeout=1", *options)
    try:
        return client.run_all(started, [LABEL])[0]
    finally:
        client.end(started)


@pytest.mark.parametrize("options", [[], APART])
@pytest.mark.parametrize("how", ENDINGS)
def test_the_line_that_is_quoted_is_the_one_that_ran(how, options, tmp_path):
    plant(tmp_path, "thing", ANSWER.format(ENDINGS[how]), TESTS)
    for test in judged(tmp_path, *options).tests:
        told = test.failure.text + test.output
        assert "# ran" in told
        assert "# saved" not in told


@pytest.mark.parametrize("options", [[], APART])
def test_plain_pytest_quotes_the_line_that_ran(options, tmp_path):
    plant(tmp_path, "thing", ANSWER.format(ENDINGS["has a child that fails"]), TESTS)
    told = pytest_in(tmp_path, "exercises", "-vv", *options).stdout
    assert told.count("# ran") >= 2
    assert "# saved" not in told


def test_each_run_of_a_held_server_reads_the_answer_anew(tmp_path):
    stub = plant(tmp_path, "thing", ANSWER.format(ENDINGS["has a child that returns"]), TESTS)
    started = client.start(find(tmp_path))
    try:
        for text, words in [
            (stub.read_text(), "ESCAPED CHILD: one forked in `f` (line 7)"),
            (f"\n{ANSWER.format('raise OSError(5)  # new')}", "thing.py:8   raise OSError(5)  # new"),
            (stub.read_text().replace("def f", "def g"), "01_thing.py has no `f`"),
            (None, "The file 01_thing.py is missing"),
        ]:
            stub.unlink() if text is None else stub.write_text(text)
            (verdict,) = client.run_all(started, [LABEL])
            assert all(words in test.failure.text for test in verdict.tests), verdict.tests
    finally:
        client.end(started)


def test_an_answer_that_was_saved_while_it_passed_is_not_solved(tmp_path):
    stub = plant(tmp_path, "thing", "def f(): return 'ran'\n", TESTS)
    (exercise,) = exercises(tmp_path / "exercises")

    def is_solved():
        assert " passed" in pytest_in(tmp_path, "exercises").stdout
        known, _ = progress.read(tmp_path / ".kata")
        return progress.solved([exercise], None, known) == {LABEL}

    assert not is_solved()
    assert "saved" in stub.read_text()
    assert is_solved()
