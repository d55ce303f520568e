"""A forked child that came back into its test, told behind what it follows from.

A child whose parent has failed, or has closed the only end that somebody could read from, often fails itself: nobody
reads any more. Then it leaves its function, and that is the most striking of all. But the first cause is the parent's.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import replace

from kata import records
from kata.agent.closings import READ_END, SOCKET
from kata.agent.notes import Note
from kata.autopsy import source
from kata.autopsy.noted import Closing, Known, Raised
from kata.autopsy.text import place
from kata.runner.error_meanings import NO_ONE_READS, closed_by, meaning, spoken_of
from kata.runner.facts import Failure

FOLLOWS = ("EOFError",)  # errors of a child that has met the end of what others were to write


def told(escape: Note, own: Failure | None, written: list[Note], base: str) -> Failure:
    """The failure of a test with an escaped child. own: what else the test has failed by. base: as in `text.place`."""
    raised = records.read(Raised, escape["raised"]) if escape["raised"] else None
    if raised is None:
        return _escaped(escape, None, written, base)
    follows = _follows(raised) or _is_inherited(raised, _fork(escape, written))
    if own is not None and own.at is not None and (own.at < raised.at or follows):
        return replace(own, text=f"{own.text}\n\nThen: {_then(escape, raised, written, base)}")
    closing = next(_closings(escape, raised, written), None)
    if closing is not None:
        return _after_closing(closing, escape, raised, own, written, base)
    return _escaped(escape, raised, written, base)


def and_ways_out(failure: Failure, written: list[Note]) -> Failure:
    """The failure, and that a child was on its way out of the code of its parent, if one has called sys.exit there."""
    exit_ = next((note for note in written if note["kind"] == "exit"), None)
    if exit_ is None or failure.kind != "wrong":
        return failure
    came = f"A child{_forked(exit_, written)} left `{exit_['where']}` by SystemExit. {ON_ITS_WAY}"
    return replace(failure, text=f"{failure.text}\n\n{came}")


def _follows(raised: Raised) -> bool:
    """Whether an error comes of what the other side has done."""
    return raised.number in NO_ONE_READS or raised.kind in FOLLOWS


def _is_inherited(raised: Raised, fork: Note | None) -> bool:
    """Whether the child never had what it needs: its parent had closed that before it forked."""
    closings = [end.closed for end in spoken_of(raised) if end.closed is not None]
    return bool(fork and closings and raised.number == errno.EBADF and closings[0].at < fork["at"])


def _closings(escape: Note, raised: Raised, written: list[Note]) -> Iterator[Closing]:
    """The lines of others that had closed what the child's writing needed, the first one first."""
    if raised.number not in NO_ONE_READS:
        return
    ends = spoken_of(raised) or list(raised.ends)
    others = [note for note in written if note["kind"] == "closed" and note["pid"] != escape["pid"]]
    closed = [records.read(Closing, each) for note in others for each in note["ends"]]
    for closing in sorted(closed, key=lambda each: each.at):
        if closing.at < raised.at and any(_is_needed(closing, end) for end in ends):
            yield closing


def _is_needed(closing: Closing, end: Known) -> bool:
    """Whether somebody else has closed the end that reads what a child writes to this one."""
    writes = end.is_a != READ_END
    return writes and closing.is_a in (READ_END, SOCKET) and closing.inode == end.other


def _after_closing(
    closing: Closing, escape: Note, raised: Raised, own: Failure | None, written: list[Note], base: str
) -> Failure:
    """The failure of a test in which somebody had closed the end that a child's writing needed."""
    first = closed_by(closing, raised.file, base)
    summary = f"{raised.kind} in the child: when it wrote, nobody held {closing.is_a} any more; {first}."
    lines = [source_line(closing.file, closing.line, base)]
    then = f"Then: {_then(escape, raised, written, base)}"
    text = "\n".join([summary, "", *lines, "", then, *([f"Then: {own.summary}"] if own else [])])
    return Failure("wrong" if own else "escaped-child", summary, text)


def _then(escape: Note, raised: Raised, written: list[Note], base: str) -> str:
    """The escape of a child as what came of something else."""
    line = [source_line(raised.file, raised.line, base)] if raised.file else []
    came = (
        f"a child{_forked(escape, written)} {_left(escape, raised)} and ran on into the code that called it."
    )
    return "\n".join([came, *meaning(raised.number, raised, base), *line, ENDS_ITSELF])


ON_ITS_WAY = (
    "On its way out, it runs what is behind in the code of its parent, such as the end of a `with`, and writes what it"
    " has copied with the buffers. os._exit(status) ends a child on the spot."
)
ENDS_ITSELF = "A child ends itself in any case: os._exit(status), in a `finally` if need be."


def _left(escape: Note, raised: Raised) -> str:
    error = f"{raised.kind}: {raised.text}" if raised.text else raised.kind
    return f"left `{escape['where']}` by {error}"


def _forked(escape: Note, written: list[Note]) -> str:
    fork = _fork(escape, written)
    return f" forked in `{fork['function']}` (line {fork['line']})" if fork else ""


def _fork(escape: Note, written: list[Note]) -> Note | None:
    forks = (note for note in written if note["kind"] == "fork" and note["pid"] == escape["pid"])
    return next((note for note in forks if note["file"]), None)


def _escaped(escape: Note, raised: Raised | None, written: list[Note], base: str) -> Failure:
    fork = _fork(escape, written)
    lines = [source_line(fork["file"], fork["line"], base)] if fork else []
    told: list[str] = []
    end = "A child ends itself: os._exit(status)."
    came = f"returned from `{escape['where']}`"
    if raised is not None:
        came, end = _left(escape, raised), f"Mend the error first. {ENDS_ITSELF}"
        told = meaning(raised.number, raised, base)
        lines += [source_line(raised.file, raised.line, base)] if raised.file else []
    summary = f"ESCAPED CHILD: one{_forked(escape, written)} {came} into the code that called it,"
    summary += " as a second copy of the test; it was stopped there."
    return Failure("escaped-child", summary, "\n".join([summary, *told, "", *lines, "", end]))


def source_line(file: str, line: int, base: str) -> str:
    """ "path:line   source"."""
    return f"  {place(file, line, base)}   {source.line_of(file, line)}"
