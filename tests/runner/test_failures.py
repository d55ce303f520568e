"""Failures that are no hangs are told in words for a learner."""

import errno
import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kata.agent import loading
from kata.agent.guard import Ended
from kata.autopsy.text import place
from kata.runner.failures import compared, describe


def raised(function, *arguments):
    try:
        function(*arguments)
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def load_answer(folder, source):
    file = folder / "01_thing.py"
    file.write_text(source)
    return loading.load(file), file


def test_an_error_of_the_system_is_explained(tmp_path):
    answer, file = load_answer(tmp_path, "import os\ndef f(fd):\n    return os.read(fd, 1)\n")
    failure = describe(raised(answer.f, 10_000), file, Path("test_01_thing.py"))
    assert failure.summary == "`f` raised OSError: [Errno 9] Bad file descriptor"
    assert "That is EBADF: no descriptor of this number is open, or none that" in failure.text
    assert f"{place(str(file), 3)}   return os.read(fd, 1)" in failure.text
    assert "kata/" not in failure.text


def test_the_end_of_stdin_is_not_that_of_a_stream(tmp_path, monkeypatch):
    answer, file = load_answer(tmp_path, "def f(reader):\n    return input()\n")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    reader, writer = os.pipe()
    failure = describe(raised(answer.f, reader), file, Path("test_01_thing.py"))
    os.close(reader)
    os.close(writer)
    assert "`input` reads what somebody types" in failure.text
    assert "has not ended" not in failure.text


def test_what_is_not_written_yet_is_said_in_its_own_words(tmp_path):
    answer, file = load_answer(tmp_path, "def f():\n    raise NotImplementedError('read until the end')\n")
    failure = describe(raised(answer.f), file, Path("test_01_thing.py"))
    assert (failure.kind, failure.summary) == ("not-written", "Not written yet: read until the end")


def test_the_end_of_an_answer_is_told_before_what_follows_from_it(tmp_path):
    def leave_with_an_open_socket():
        try:
            raise Ended("The process of the answer has exited with status 1.")
        finally:
            os.close(10_000)

    failure = describe(raised(leave_with_an_open_socket), tmp_path / "01_thing.py", Path("test_01_thing.py"))
    assert (failure.kind, failure.summary) == (
        "crashed",
        "The process of the answer has exited with status 1.",
    )


def test_a_syntax_error_names_its_place(tmp_path):
    error = raised(load_answer, tmp_path, "def f(:\n    pass\n")
    failure = describe(error, tmp_path / "01_thing.py", Path("test_01_thing.py"))
    assert failure.summary.startswith(f"SyntaxError in {place(str(tmp_path / '01_thing.py'), 1)}: ")
    assert "def f(:" in failure.text


def test_a_comparison_is_a_sentence(tmp_path):
    test = tmp_path / "test_01_thing.py"
    test.write_text(
        "def test(answer, name):\n"
        "    if name == 'call':\n        assert answer.f(1) == [2]\n"
        "    if name == 'value':\n        value = answer.f(1)\n        assert value == [2]\n"
        "    assert answer.f(1) == [2], 'in words of its own'\n"
    )

    def failed(name):
        space = {}
        exec(compile(test.read_text(), str(test), "exec"), space)
        error = raised(space["test"], SimpleNamespace(f=lambda number: [number]), name)
        if not str(error):
            error.args = ("assert [1] == [2]\n  At index 0 diff: 1 != 2\n  Use -v to get more diff",)
        return describe(error, tmp_path / "01_thing.py", test, compared([1], [2]))

    assert failed("call").summary == "`f(1)` returned [1], expected [2]"
    assert failed("value").summary == "`value` is [1], expected [2]"
    assert failed("none").summary == "in words of its own"
    assert failed("call").text.splitlines()[1:3] == ["  At index 0 diff: 1 != 2", ""]


@pytest.mark.parametrize("number", [errno.EPIPE, errno.ECONNRESET, errno.EAGAIN])
def test_an_error_in_the_test_itself_is_explained_too(number, tmp_path):
    failure = describe(
        OSError(number, os.strerror(number)), tmp_path / "01_thing.py", Path("test_01_thing.py")
    )
    assert f"That is {errno.errorcode[number]}: " in failure.text
