"""Word a failure that is no hang for the learner, without a traceback through the harness.

This runs in the process of the test, where the exception is; only plain text and plain values leave it.
"""

from __future__ import annotations

import errno
import linecache
import re
import sys
import traceback
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from _pytest._io.saferepr import saferepr

from kata import records
from kata.agent import errors
from kata.agent.closings import INNER
from kata.agent.guard import Ended, LearnerExit
from kata.agent.missing import AnswerMissing
from kata.autopsy import source
from kata.autopsy.noted import Raised
from kata.autopsy.text import place
from kata.runner.error_meanings import meaning, not_ended, situation
from kata.runner.facts import Failure, Kind
from kata.sandbox.walls import NoSandbox
from kata.sandbox.wire import Foul

NOT_RAISED = re.compile(r"^DID NOT RAISE (?:<class '(?:\w+\.)*)?(\w+)(?:'>)?$")  # as pytest has it
DEEPEST = 5  # frames of a traceback, the innermost
WIDEST = 120  # characters of a value in a sentence
NOTHING = "'NoneType'"  # in the words of Python: a test has tried something with None
PRINTED = (
    "It has printed something instead: print writes to the screen, and `return` gives a value to the caller."
)

Compared = tuple[str, str]  # the two sides of a comparison, in words


def compared(left: object, right: object) -> Compared:
    return saferepr(left, maxsize=WIDEST), saferepr(right, maxsize=WIDEST)


def describe(
    error: BaseException,
    answer: Path,
    test: Path,
    last: Compared | None = None,
    base: str = "",
    printed: str = "",
) -> Failure:
    """Put an exception into the learner's words.

    answer, test: the two files that may be named. last: the difference that the test has found. base: as in
    `text.place`. printed: by the test so far.
    """
    source.forget()
    error = _first(error)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename) in (answer, test)]
    frames += [_frame(answer, *each) for each in getattr(error, "kata_lines", [])]
    in_answer = [frame for frame in frames if Path(frame.filename) == answer]
    if isinstance(error, NotImplementedError) and in_answer:
        message = f"Not written yet: {error}" if str(error) else "Not written yet."
        return Failure("not-written", message, f"{message}\n\n{_lines(in_answer[-1:], base)}")
    if isinstance(error, AnswerMissing | LearnerExit):
        kind: Kind = "crashed" if isinstance(error, Ended) else "wrong"
        return Failure(kind, str(error), str(error) + _tail(frames, base))
    if isinstance(error, NoSandbox):
        return Failure("machine", str(error), str(error))
    if isinstance(error, Foul):
        message = f"The process of the answer did not speak as it must: {error}."
        return Failure("foul", message, message + _tail(frames, base))
    if isinstance(error, SyntaxError) and error.filename and Path(error.filename) == answer:
        return _syntax_error(error, answer, base)
    if in_answer and frames[-1:] == in_answer[-1:]:
        return _raised(error, frames, in_answer, base)
    failure = _judged(error, frames, last, base)
    if printed.strip() and ((last and last[0] == "None") or NOTHING in str(error)):
        return replace(failure, text=f"{failure.text}\n\n{PRINTED}")
    return failure


def _first(error: BaseException) -> BaseException:
    """The exception by which an answer has left its test, if another followed: descriptors are gone with the answer,
    and a test that closes them on its way out cannot."""
    cause: BaseException | None = error
    for _ in range(DEEPEST):
        if isinstance(cause, LearnerExit | Foul):
            return cause
        cause = cause.__context__ if cause else None
    return error


def _frame(answer: Path, line: int, last: int | None, name: str) -> traceback.FrameSummary:
    """A frame of an answer that ran apart."""
    if sys.version_info < (3, 11):
        return traceback.FrameSummary(str(answer), line, name, lookup_line=False)
    return traceback.FrameSummary(str(answer), line, name, lookup_line=False, end_lineno=last)


def _syntax_error(error: SyntaxError, answer: Path, base: str) -> Failure:
    summary = f"{type(error).__name__} in {place(str(answer), error.lineno, base)}: {error.msg}"
    lines = [line.rstrip() for line in traceback.format_exception_only(type(error), error)[1:-1]]
    return Failure("wrong", summary, "\n".join([f"{summary}", "", *lines]))


def _raised(
    error: BaseException,
    frames: list[traceback.FrameSummary],
    in_answer: list[traceback.FrameSummary],
    base: str,
) -> Failure:
    """An exception of the answer. frames: its own, below the line of the test that has called it."""
    name = next((frame.name for frame in reversed(in_answer) if frame.name not in INNER), "<module>")
    where = "The file" if name == "<module>" else f"`{name}`"
    summary = f"{where} raised {type(error).__name__}" + (f": {error}" if str(error) else "")
    raised = _facts(error)
    called = [frame for frame in frames if frame not in in_answer][-1:]
    told = [*_meaning(error, raised, base), *not_ended(raised)]
    told_by_test = situation(called[-1].filename, called[-1].lineno or 0) if called else None
    told += [f"In this test: {told_by_test}."] if told_by_test else []
    text = "\n".join([summary, *told, "", _lines(called + in_answer[-DEEPEST:], base)])
    return Failure("wrong", summary, text, at=raised.at if raised else None)


def _facts(error: BaseException) -> Raised | None:
    """The facts known of an exception where it was raised; None where an answer has put something else there."""
    try:
        return records.read(Raised, errors.raised_by(error))
    except ValueError:
        return None


def _judged(
    error: BaseException, frames: list[traceback.FrameSummary], last: Compared | None, base: str
) -> Failure:
    """An assertion of the test, or an exception that came up in the test itself."""
    message = str(error).strip()
    if not frames and isinstance(error, OSError) and error.errno == errno.EBADF:
        message = "Descriptors of the test itself were closed: close only what you opened or were given."
    elif not isinstance(error, AssertionError) and type(error).__name__ != "Failed":
        message = f"{type(error).__name__}: {message}"
    message = NOT_RAISED.sub(r"\1 was expected, and nothing was raised.", message)
    first, *rest = message.splitlines() or ["the test did not find what it expected"]
    if first.startswith("assert ") and frames and last and (sentence := _comparison(frames[-1], last)):
        first = sentence
    elif first.startswith("assert ") and frames and (text := _expected(frames[-1])):
        first, rest = text, [first, *rest]
    elif not first.startswith(
        "assert "
    ):  # a sentence of the test's own: what pytest makes of the assertion is below
        rest = list(takewhile(lambda line: not line.startswith("assert "), rest))
    rest = [line for line in rest if not _is_said(line)]
    told = _meaning(error, _facts(error), base)
    return Failure("wrong", first, "\n".join([first, *rest, *told, "", _lines(frames[-1:], base)]))


def _comparison(frame: traceback.FrameSummary, last: Compared) -> str | None:
    """Word `assert call == value` as a sentence: the call, the result, and the expected one."""
    asserted = source.asserted(frame.filename, frame.lineno or 0)
    if asserted is None:
        return None
    text, is_call = asserted
    return f"`{text}` {'returned' if is_call else 'is'} {last[0]}, expected {last[1]}"


def _expected(frame: traceback.FrameSummary) -> str | None:
    """Any other assertion without a message as a sentence."""
    text = source.expected(frame.filename, frame.lineno or 0)
    return f"The test expects `{text}`, and that is not so:" if text else None


def _is_said(line: str) -> bool:
    """Whether a line of pytest's explanation adds nothing to the sentence."""
    text = line.lstrip(" +")
    return not text or text.startswith(("where ", "Use -v", "..."))


def _meaning(error: BaseException, raised: Raised | None, base: str) -> list[str]:
    return meaning(error.errno if isinstance(error, OSError) else None, raised, base)


def _tail(frames: list[traceback.FrameSummary], base: str) -> str:
    return f"\n\n{_lines(frames[-1:], base)}" if frames else ""


def _lines(frames: list[traceback.FrameSummary], base: str) -> str:
    """Frames as lines `path:line   source`, each with the whole statement."""
    rows = []
    for frame in frames:
        last = getattr(frame, "end_lineno", None) or frame.lineno or 0
        text = [linecache.getline(frame.filename, n).rstrip() for n in range(frame.lineno or 0, last + 1)]
        head = f"  {place(frame.filename, frame.lineno, base)}   "
        rows.append(head + (text[0].strip() if text else ""))
        rows += ["  " + line for line in text[1:]]
    return "\n".join(rows)
