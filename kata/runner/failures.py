"""Word a failure that is no hang for the learner, without a traceback through the harness.

This runs in the process of the test, where the exception is; only plain text and plain values leave it.
"""

from __future__ import annotations

import errno
import linecache
import sys
import traceback
from pathlib import Path

from _pytest._io.saferepr import saferepr

from kata.agent.loading import AnswerMissing
from kata.agent.settle import Ended, LearnerExit
from kata.autopsy import source
from kata.autopsy.text import place
from kata.runner.facts import Failure, Kind
from kata.sandbox.walls import NoSandbox
from kata.sandbox.wire import Foul

# Errors of the operating system, as the man pages have them under ERRORS, in plain words for these exercises.
MEANING = {
    errno.EBADF: "this descriptor is not open (any more), or this end does not do that: a read end takes no bytes.",
    errno.EPIPE: "nobody holds the read end (or the other socket) any more: there is no one to write to.",
    errno.ECONNRESET: "the peer closed its socket before it had read everything that was sent to it.",
    errno.ECONNREFUSED: "the peer has closed its datagram socket.",
    errno.ECHILD: "this process has no such child (any more): it was waited for already, or never forked here.",
    errno.EAGAIN: "nothing was there to read, or no room to write, and the descriptor does not wait.",
    errno.EMSGSIZE: "a datagram goes out whole or not at all, and this one is too long.",
    errno.EINVAL: "one of the arguments does not fit this call.",
    errno.ENOENT: "there is no such file or program.",
    errno.EOPNOTSUPP: "this kind of socket does not do that.",
    errno.ENOTCONN: "this socket has no peer.",
    errno.EFBIG: "a test may write only so much to one file; is this a loop that does not end?",
}


DEEPEST = 5  # frames of a traceback, the innermost
WIDEST = 120  # characters of a value in a sentence

Compared = tuple[str, str]  # the two sides of a comparison, in words


def compared(left: object, right: object) -> Compared:
    return saferepr(left, maxsize=WIDEST), saferepr(right, maxsize=WIDEST)


def describe(
    error: BaseException, answer: Path, test: Path, last: Compared | None = None, base: str = ""
) -> Failure:
    """Put an exception into the learner's words.

    answer, test: the two files that may be named. last: the difference that the test has found. base: as in
    `text.place`.
    """
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
        return _raised(error, in_answer, base)
    return _judged(error, frames, last, base)


def _frame(answer: Path, line: int, last: int | None, name: str) -> traceback.FrameSummary:
    """A frame of an answer that ran apart."""
    if sys.version_info < (3, 11):
        return traceback.FrameSummary(str(answer), line, name, lookup_line=False)
    return traceback.FrameSummary(str(answer), line, name, lookup_line=False, end_lineno=last)


def _syntax_error(error: SyntaxError, answer: Path, base: str) -> Failure:
    summary = f"{type(error).__name__} in {place(str(answer), error.lineno, base)}: {error.msg}"
    lines = [line.rstrip() for line in traceback.format_exception_only(type(error), error)[1:-1]]
    return Failure("wrong", summary, "\n".join([f"{summary}", "", *lines]))


def _raised(error: BaseException, in_answer: list[traceback.FrameSummary], base: str) -> Failure:
    frame = in_answer[-1]
    where = "The file" if frame.name == "<module>" else f"`{frame.name}`"
    summary = f"{where} raised {type(error).__name__}" + (f": {error}" if str(error) else "")
    return Failure("wrong", summary, "\n".join([summary, *_meaning(error), "", _lines(in_answer, base)]))


def _judged(
    error: BaseException, frames: list[traceback.FrameSummary], last: Compared | None, base: str
) -> Failure:
    """An assertion of the test, or an exception that came up in the test itself."""
    message = str(error).strip()
    if not frames and isinstance(error, OSError) and error.errno == errno.EBADF:
        message = "Descriptors of the test itself were closed: close only what you opened or were given."
    elif not isinstance(error, AssertionError) and type(error).__name__ != "Failed":
        message = f"{type(error).__name__}: {message}"
    first, *rest = message.splitlines() or ["the test did not find what it expected"]
    if first.startswith("assert ") and frames and last and (sentence := _comparison(frames[-1], last)):
        first, rest = sentence, [line for line in rest if not _is_said(line)]
    return Failure("wrong", first, "\n".join([first, *rest, *_meaning(error), "", _lines(frames[-1:], base)]))


def _comparison(frame: traceback.FrameSummary, last: Compared) -> str | None:
    """Word `assert call == value` as a sentence: the call, the result, and the expected one."""
    asserted = source.asserted(frame.filename, frame.lineno or 0)
    if asserted is None:
        return None
    text, is_call = asserted
    return f"`{text}` {'returned' if is_call else 'is'} {last[0]}, expected {last[1]}"


def _is_said(line: str) -> bool:
    """Whether a line of pytest's explanation adds nothing to the sentence."""
    text = line.lstrip(" +")
    return not text or text.startswith(("where ", "Use -v"))


def _meaning(error: BaseException) -> list[str]:
    number = error.errno if isinstance(error, OSError) else None
    if number is None or number not in MEANING:
        return []
    return [f"That is {errno.errorcode[number]}: {MEANING[number]}"]


def _tail(frames: list[traceback.FrameSummary], base: str) -> str:
    return f"\n\n{_lines(frames[-1:], base)}" if frames else ""


def _lines(frames: list[traceback.FrameSummary], base: str) -> str:
    """Frames as lines `path:line   source`, each with the whole statement."""
    rows = []
    for frame in frames[-DEEPEST:]:
        last = getattr(frame, "end_lineno", None) or frame.lineno or 0
        text = [linecache.getline(frame.filename, n).rstrip() for n in range(frame.lineno or 0, last + 1)]
        head = f"  {place(frame.filename, frame.lineno, base)}   "
        rows.append(head + (text[0].strip() if text else ""))
        rows += ["  " + line for line in text[1:]]
    return "\n".join(rows)
