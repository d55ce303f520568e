"""Reasons for a failed call of the operating system, in plain words: by the man pages, and by what was done before."""

from __future__ import annotations

import ast
import errno
import re

from kata.agent.closings import READ_END, WRITE_END
from kata.autopsy import source
from kata.autopsy.noted import Closing, Known, Raised, Taken
from kata.autopsy.text import place
from kata.course.exercises import is_test

# What an error of the operating system means in these exercises: the ERRORS of the man pages.
MEANING = {
    errno.EBADF: "no descriptor of this number is open, or none that does what was asked of it.",
    errno.EPIPE: "nobody holds the read end (or the other socket) any more: there is no one to write to.",
    errno.ECONNRESET: "the peer closed its socket before it had read everything that was sent to it.",
    errno.ECONNREFUSED: "the peer has closed its datagram socket.",
    errno.ECHILD: "this process has no such child (any more): it was waited for already, or never forked here.",
    errno.ESRCH: "there is no process with this number (any more), or no group, which setpgid makes.",
    errno.EACCES: "this is not allowed: to run such a file, or to put a child into a group that has become a program.",
    errno.EAGAIN: "nothing was there to read, or no room to write, and the descriptor does not wait.",
    errno.EMSGSIZE: "a datagram goes out whole or not at all, and this one is too long.",
    errno.EINVAL: "one of the arguments does not fit this call.",
    errno.ENOENT: "there is no such file or program.",
    errno.EOPNOTSUPP: "this kind of socket does not do that.",
    errno.ENOTCONN: "this socket has no peer.",
    errno.EFBIG: "a test may write only so much to one file; is this a loop that does not end?",
}
DOES_NOT = {READ_END: "nothing can be written to it", WRITE_END: "nothing can be read from it"}
MISTAKEN = {(READ_END, "opened to write"), (WRITE_END, "opened to read")}
OF_INPUT = "EOF when reading a line"  # Python's own words
NO_ONE_READS = (errno.EPIPE, errno.ECONNRESET)


def meaning(number: int | None, raised: Raised | None, base: str = "") -> list[str]:
    """The meaning of an error with this number here, and the line to look at; nothing if it has none.

    base: as in `text.place`.
    """
    if number is None or number not in MEANING:
        return []
    told = bad_descriptor(raised, base) if raised is not None and number == errno.EBADF else None
    if raised is not None and raised.taken is not None and number == errno.ECHILD:
        told = taken_by(raised.taken, raised.file, base)
    at = raised.taken if raised is not None and told else None
    line = (
        [f"  {place(at.file, at.line, base)}   {source.line_of(at.file, at.line)}"] if at and at.file else []
    )
    return [f"That is {errno.errorcode[number]}: {told or MEANING[number]}", *line]


def bad_descriptor(raised: Raised, base: str) -> str | None:
    """The fault of the descriptor of a call that failed by EBADF; None where that is not known."""
    named = spoken_of(raised)
    mistaken = [end for end in raised.ends if end.closed and (end.is_a, end.closed.how) in MISTAKEN]
    for end in [*mistaken, *(end for end in named if end.closed is None and end.is_a in DOES_NOT)]:
        return f"{_called(end)} is {end.is_a}: {DOES_NOT[end.is_a]}."
    for end in named:
        if end.closed is not None:
            return f"{_called(end)} was {end.is_a}, and {closed_by(end.closed, raised.file, base)}."
    return None


def taken_by(taken: Taken, near: str | None, base: str = "") -> str | None:
    """The line that has the status which a call has asked for. near: as in `closed_by`."""
    if taken.how == "ignored":
        return "SIGCHLD is ignored here: then the kernel keeps no status for wait when a child exits."
    if not taken.file:
        return None
    who = "the test" if is_test(taken.file) else f"`{taken.function}`"
    where = _where(taken.file, taken.line, near, base)
    if taken.how == "last":
        return f"this process has no child any more, and {who} has waited for the last one, {where}."
    return f"this child was waited for already: {who} has taken its status, {where}."


def spoken_of(raised: Raised) -> list[Known]:
    """The descriptors that the call that failed names itself, or its line where more is not known."""
    names = source.names_at(raised.file, raised.line, raised.begins, raised.ends_at) if raised.file else []
    return sorted((end for end in raised.ends if end.name in names), key=lambda end: names.index(end.name))


def not_ended(raised: Raised | None) -> list[str]:
    """A line on the streams that an EOFError is about, where none of them has ended."""
    if raised is None or raised.kind != "EOFError":
        return []
    if raised.text == OF_INPUT:
        return ["`input` reads what somebody types, and here nobody does: the stdin of a test is empty."]
    streams = [end for end in raised.ends if end.ended is not None]
    if not streams or any(end.ended for end in streams):
        return []
    return [
        f"But the stream has not ended: somebody can still write to what {_called(streams[0])} reads from."
    ]


def _called(end: Known) -> str:
    return f"`{end.name}` (fd {end.fd})"


def closed_by(closing: Closing, near: str | None, base: str = "") -> str:
    """ "`f` has closed it on line 3". near: the file of which a reader sees a line beside; another one is named."""
    where = _where(closing.file, closing.line, near, base)
    who = "the test" if is_test(closing.file) else f"`{closing.function}`"
    if closing.function == "<module>":
        who = "the file"
    if closing.how == "closed":
        return f"{who} has closed it {where}"
    return f"the file object that {who} made of it {where} has closed it"


def _where(file: str, line: int, near: str | None, base: str) -> str:
    return f"on line {line}" if file == near else f"in {place(file, line, base)}"


def situation(file: str, line: int) -> str | None:
    """The situation in which a line of a test has called the answer, in the words of the next assertion.

    That is the beginning of its message, which says what the test has set up before it says what came of it. None
    where the message has no such beginning, or the answer is called once more before the assertion.
    """
    function = source.function_around(file, line)
    nodes = list(ast.walk(function or ast.Module([], [])))
    asserts = [node for node in nodes if isinstance(node, ast.Assert) and (node.end_lineno or 0) >= line]
    asserts.sort(key=lambda node: node.lineno)
    calls = [node.lineno for node in nodes if isinstance(node, ast.Call) and _is_of_the_answer(node)]
    if not asserts or any(line < at < asserts[0].lineno for at in calls):
        return None
    match asserts[0].msg:
        case ast.Constant(value=str(text)):
            begins = re.match(r"(.+?)(?:; |, and )", text)
            return begins[1] if begins else None
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):  # its last clause ends in a value
            return text.rpartition("; " if "; " in text else ", ")[0] or None
    return None


def _is_of_the_answer(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(value=ast.Name("answer")):
            return True
    return False
