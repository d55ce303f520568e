"""The reasons that are told for a failed call."""

import textwrap

import pytest

from kata.runner.error_meanings import situation


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
