"""The reasons that are told for a failed call."""

import errno
import textwrap

import pytest

from kata.agent.closings import READ_END, WRITE_END
from kata.autopsy.noted import Closing, Known, Raised
from kata.runner.error_meanings import bad_descriptor, situation


@pytest.mark.parametrize(
    ("told", "test"),
    [
        ("one went in", "x = answer.f()  # <-\nassert x == 2, f'one went in; f returned {x}'"),
        ("two went in", "x = answer.f()  # <-\nassert x, 'two went in, and one came out: why?'"),
        ("a list was to come", "x = answer.f()  # <-\nassert x, f'a list was to come, not {x}'"),
        ("one went in", "assert answer.f(  # <-\n) == 2, 'one went in; two came out'"),
        (None, "x = answer.f()  # <-\nassert x == 2, f'f returned {x}'"),
        (None, "x = answer.f()  # <-\nassert x == 2, 'both came out at once'"),
        (None, "x = answer.f()  # <-\nassert x == 2"),
        (None, "x = answer.f()  # <-\nanswer.g(x)\nassert x == 2, 'two went in; one came out'"),
        (None, "assert True, 'two went in; one came out'\nanswer.f()  # <-"),
    ],
)
def test_the_situation_is_said_and_no_outcome_that_never_came(told, test, tmp_path):
    text = "def test_it(answer):\n" + textwrap.indent(test, "    ")
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "<-" in line)
    (tmp_path / "test_it.py").write_text(text)
    assert situation(str(tmp_path / "test_it.py"), line) == told


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("os.read(reader, 9)", "`reader` (fd 3) is the read end of a pipe: nothing can be written to it."),
        (
            "os.write(writer, piece)",
            "`writer` (fd 6) was the write end of a pipe, and `f` has closed it on line 2.",
        ),
    ],
)
def test_of_two_calls_on_a_line_the_one_that_failed_is_told(call, told, tmp_path):
    line = "    while piece := os.read(reader, 9): os.write(writer, piece)"
    file = tmp_path / "01_thing.py"
    file.write_text(f"def f(reader, writer):\n    os.close(writer)\n{line}\n")
    ends = (
        Known("reader", 3, 7, READ_END, 0),
        Known("writer", 6, 7, WRITE_END, 0, Closing(7, WRITE_END, str(file), 2, "f", "closed", 0.5)),
    )
    begins = line.index(call)
    place = {"file": str(file), "line": 3, "begins": begins, "ends_at": begins + len(call)}
    raised = Raised("OSError", "", errno.EBADF, 1.0, ends=ends, **place)
    assert bad_descriptor(raised, "") == told
