"""A child that came back into its test, behind what it follows from."""

import errno

import pytest

from kata import records
from kata.agent.closings import READ_END, WRITE_END
from kata.autopsy import source
from kata.autopsy.noted import Closing, Known, Raised
from kata.runner import escapes
from kata.runner.facts import Failure

TEXT = "def f(r, w):\n    os.close(r)\n    os.write(w, b'x')\n"
NOBODY_READS = (errno.EPIPE, "BrokenPipeError")


@pytest.fixture
def answer(tmp_path):
    source.forget()
    file = tmp_path / "01_thing.py"
    file.write_text(TEXT)
    return str(file)


W = Known("w", 4, 77, WRITE_END, 77)


def told(answer, own=None, error=NOBODY_READS, at=2.0, closed_at=1.0, end=W):
    raised = Raised(error[1], "", error[0], at, answer, 3, "f", (end,))
    closing = Closing(77, READ_END, answer, 2, "f", "closed", closed_at)
    notes = [
        {"kind": "fork", "pid": 6, "at": 0.5, "file": answer, "line": 1, "function": "g"},
        {"kind": "escape", "pid": 6, "at": at, "where": "g", "raised": records.plain(raised)},
        {"kind": "closed", "pid": 5, "ends": [records.plain(closing)]},
    ]
    return escapes.told(notes[1], own, notes, "")


def test_an_end_that_another_process_had_closed_comes_first(answer):
    failure = told(answer)
    assert failure.kind == "escaped-child"
    assert failure.summary.endswith(
        "nobody held the read end of a pipe any more; `f` has closed it on line 2."
    )
    assert failure.text.index("os.close(r)") < failure.text.index(
        "Then: a child forked in `g` (line 1) left `g`"
    )


def test_a_read_end_that_the_child_holds_itself_is_not_the_one_that_it_has_missed(answer):
    failure = told(answer, end=Known("r", 3, 77, READ_END, 77))
    assert failure.summary.startswith("ESCAPED CHILD")


def test_what_the_test_says_of_it_comes_last(answer):
    failure = told(answer, Failure("wrong", "`g()` returned [], expected [1]", ""))
    assert failure.kind == "wrong"
    assert failure.text.splitlines()[-1] == "Then: `g()` returned [], expected [1]"


@pytest.mark.parametrize(("at", "error"), [(1.5, (None, "ValueError")), (3.0, NOBODY_READS)])
def test_an_exception_of_the_parent_comes_first_if_it_was_first_or_the_child_had_none_of_its_own(
    at, error, answer
):
    failure = told(answer, Failure("wrong", "`g` raised KeyError", "the parent", at=at), error)
    assert failure.summary == "`g` raised KeyError"
    assert failure.text.startswith("the parent\n\nThen: a child")


def test_an_exception_of_the_parent_that_came_later_is_not_the_first(answer):
    failure = told(answer, Failure("wrong", "`g` raised KeyError", "", at=3.0), (None, "ValueError"))
    assert failure.summary.startswith("ESCAPED CHILD: one forked in `g` (line 1) left `g` by ValueError")


def test_what_was_closed_later_is_no_reason(answer):
    assert told(answer, closed_at=5.0).summary.startswith("ESCAPED CHILD")


def test_the_line_that_is_quoted_is_the_one_that_ran(answer):
    assert "os.close(r)" in told(answer).text
    with open(answer, "w") as file:
        file.write(TEXT.replace("close(r)", "close(q)"))
    source.forget()
    assert "os.close(q)" in told(answer).text


@pytest.mark.parametrize(("closed_at", "first"), [(0.1, "`g` raised OSError"), (1.0, "ESCAPED CHILD")])
def test_a_child_that_never_had_an_end_comes_after_its_parent(closed_at, first, answer):
    """Both fail by the same line, and which of them is sooner is luck; what the child has closed itself is its own."""
    closing = Closing(77, WRITE_END, answer, 2, "f", "closed", closed_at)
    raised = Raised(
        "OSError", "", errno.EBADF, 2.0, answer, 3, "f", (Known("w", 4, 77, WRITE_END, 77, closing),)
    )
    notes = [
        {"kind": "fork", "pid": 6, "at": 0.5, "file": answer, "line": 1, "function": "g"},
        {"kind": "escape", "pid": 6, "at": 2.0, "where": "g", "raised": records.plain(raised)},
    ]
    own = Failure("wrong", "`g` raised OSError", "", at=3.0)
    assert escapes.told(notes[1], own, notes, "").summary.startswith(first)


def test_a_child_that_left_by_sys_exit_is_told_behind_a_wrong_result():
    notes = [
        {"kind": "fork", "pid": 6, "at": 0.5, "file": "01_thing.py", "line": 1, "function": "g"},
        {"kind": "exit", "pid": 6, "at": 1.0, "where": "f"},
    ]
    failure = Failure("wrong", "`f()` returned 2", "`f()` returned 2")
    text = escapes.and_ways_out(failure, notes).text
    assert "A child forked in `g` (line 1) left `f` by SystemExit." in text
    assert escapes.and_ways_out(failure, notes[:1]) == failure
