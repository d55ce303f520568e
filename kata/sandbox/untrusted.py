"""Read files that were written inside the walls, and trust nothing in them.

An answer may have put a link, a pipe or endless data in the place of a file, and anything at all into it. A note
counts only if it has the right shape, and it may speak of no file but the answer.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from kata import records
from kata.agent import names
from kata.agent.notes import Note
from kata.autopsy import frames
from kata.autopsy.facts import Frame
from kata.autopsy.frames import Told
from kata.autopsy.noted import Closing, Raised, Taken

FOLDER = (
    "apart"  # in the folder of a run: the files that are written inside the walls, or a copy of the notes
)
LARGEST = 1 << 20  # bytes of a file that are read
LONGEST = 300  # characters of a text in a note
MOST = 2000  # notes
EACH = 300  # threads, tasks, frames of one of them, descriptors: more of any are cut off
WIDEST = 4096  # characters of a text: PATH_MAX

Shape = dict[str, tuple[type, ...]]
PLACE: Shape = {"file": (str, type(None)), "line": (int, type(None)), "function": (str, type(None))}
SHAPES: dict[str, Shape] = {
    "fork": {"pid": (int,), "at": (float,), "parent": (int,), **PLACE},
    "sigwait": {"pid": (int,), **PLACE},
    "escape": {"pid": (int,), "at": (float,), "where": (str,), "raised": (dict, type(None))},
    "exit": {"pid": (int,), "at": (float,), "where": (str,)},
    "closed": {"pid": (int,), "ends": (list,)},
    **{kind: {"pid": (int,), "path": (str,), **PLACE} for kind in names.KINDS},
    "setting": {"pid": (int,), "setting": (str,), "function": (str,)},
}


def text_of(file: Path) -> str | None:
    """The text of a plain file that is not too large; None for anything else. Never waits."""
    try:
        fd = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with open(fd, "rb") as opened:
        facts = os.fstat(fd)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > LARGEST:
            return None
        return opened.read(LARGEST).decode(errors="replace")


def keep_notes(folder: Path, copy: Path) -> None:
    """Copy the notes out of a folder that vanishes with its processes."""
    if text := text_of(folder / "notes"):
        (copy / "notes").write_text(text)


def notes_of(folder: Path, answer: str) -> list[Note]:
    """The notes that were written inside the walls, with the pids of there. answer: the file of the answer."""
    text = text_of(folder / "notes") or ""
    found = [_note(line, answer) for line in text.splitlines()[:MOST]]
    return [note for note in found if note is not None]


def _note(line: str, answer: str) -> Note | None:
    try:
        note = json.loads(line)
    except (ValueError, RecursionError):
        return None
    shape = SHAPES.get(note["kind"]) if type(note) is dict and type(note.get("kind")) is str else None
    if shape is None or any(type(note.get(key)) not in types for key, types in shape.items()):
        return None
    for key in shape:
        if type(note[key]) is str:
            note[key] = note[key][:LONGEST]
    if "file" in shape and note["file"] != answer:
        note |= {"file": None, "line": None, "function": None}
    if note["kind"] == "escape":
        note["raised"] = records.plain(raised_of(note["raised"], answer))
    if note["kind"] == "closed":
        closed = [closing_of(each, answer) for each in note["ends"][:EACH]]
        note["ends"] = [records.plain(each) for each in closed if each is not None]
    return {key: note[key] for key in ("kind", *shape)}


def raised_of(told: Any, answer: str) -> Raised | None:
    """An exception as a process inside tells it; None where that makes no sense, or speaks of another file."""
    try:
        raised = records.read(Raised, told)
    except ValueError:
        return None
    ends = tuple(
        replace(each, closed=closing_of(records.plain(each.closed), answer))
        for each in raised.ends[:EACH]
        if _is_short(each.name, each.is_a) and _is_small(each.fd)
    )
    if raised.file is not None and (raised.file != answer or not _is_small(raised.line)):
        return None
    sound = _is_small(raised.number or 0) and _is_short(raised.kind, raised.function)
    taken = raised.taken if raised.taken is not None and _is_sound_taken(raised.taken, answer) else None
    return replace(raised, text=raised.text[:LONGEST], ends=ends, taken=taken) if sound else None


def _is_sound_taken(taken: Taken, answer: str) -> bool:
    return taken.file in ("", answer) and _is_small(taken.line) and _is_short(taken.function)


def closing_of(told: Any, answer: str) -> Closing | None:
    """The word of a process inside about a line that has closed something, as in `raised_of`."""
    try:
        closing = records.read(Closing, told)
    except ValueError:
        return None
    sound = closing.file == answer and _is_small(closing.line) and _is_short(closing.is_a, closing.function)
    return closing if sound else None


def _is_small(number: int) -> bool:
    return 0 <= number < 1 << 31


def _is_short(*texts: str) -> bool:
    return all(len(text) <= LONGEST for text in texts)


def told_of(file: Path, answer: str) -> Told | None:
    """The frames that a process inside has written; None if they are not there yet, or make no sense."""
    text = text_of(file)
    try:
        told = frames.parse(text) if text else None
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError):
        return None
    if told is None or not _is_sound(told):
        return None
    told = _cut(told)
    return replace(
        told,
        threads={
            tid: tuple(frame for frame in stack if frame.file == answer)
            for tid, stack in told.threads.items()
        },
        origins={fd: where for fd, where in told.origins.items() if where[0] == answer},
        ends={end: where for end, where in told.ends.items() if where[0] == answer},
    )


def _cut(told: Told) -> Told:
    """Keep the first of everything: no program has as many, and each is compared with many others."""
    threads = dict(islice(((tid, stack) for tid, stack in told.threads.items() if tid >= 0), EACH))
    tasks = dict(islice(told.tasks.items(), EACH))
    known = threads.keys() | tasks.keys()
    return replace(
        told,
        threads={
            tid: tuple(map(_cut_frame, told.threads[tid][:EACH])) for tid in told.threads if tid in known
        },
        origins=dict(islice(told.origins.items(), EACH)),
        ends=dict(islice(told.ends.items(), EACH)),
        names={tid: name for tid, name in told.names.items() if tid in known},
        calls={tid: called[:EACH] for tid, called in told.calls.items() if tid in known},
        library=told.library & known,
        tasks={tid: replace(task, awaits=task.awaits[:EACH]) for tid, task in tasks.items()},
        pending=dict(islice(told.pending.items(), EACH)),
        given=dict(islice(told.given.items(), EACH)),
        ended=frozenset(islice(told.ended, EACH)),
        unread=dict(islice(told.unread.items(), EACH)),
        reaped=dict(islice(told.reaped.items(), EACH)),
    )


def _cut_frame(frame: Frame) -> Frame:
    return replace(frame, names=frame.names[:EACH], objects=frame.objects[:EACH])


def _is_sound(told: Told) -> bool:
    """Whether all numbers are numbers, and all texts are texts of a sound length."""
    numbers: list[Any] = [*told.pending, *told.pending.values(), *told.ended]
    numbers += [*told.unread, *told.unread.values(), *told.reaped, *told.reaped.values()]
    texts: list[Any] = [*told.names.values(), told.service or ""]
    for frame in told.frames:
        numbers += [frame.line, *(fd for _, fd, _ in frame.names)]
        texts += [
            frame.file,
            frame.function,
            *(text for name, _, kind in frame.names for text in (name, kind)),
        ]
        for named in frame.objects:
            texts += [named.text, named.kind, named.key]
            numbers.append(named.owner or 0)
    for file, line, index in told.origins.values():
        texts.append(file)
        numbers += [line, index]
    for (inode, index), (file, line) in told.ends.items():
        texts.append(file)
        numbers += [inode, index, line]
    for called in (each for calls in told.calls.values() for each in calls):
        texts += [called.function, called.kind or "", called.key or "", called.text]
        numbers.append(called.owner or 0)
    for given in told.given.values():
        texts += given
    for task in told.tasks.values():
        numbers += [task.loop, *task.awaits, task.fd or 0]
    return all(type(each) is int for each in numbers) and all(
        type(each) is str and len(each) <= WIDEST for each in texts
    )
