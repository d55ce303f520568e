"""An autopsy as text for a terminal and as JSON."""

from __future__ import annotations

import os
from typing import Any

from kata.autopsy.actors import SPOKEN
from kata.autopsy.sentence import WITH_TWO_ENDS
from kata.facts import Autopsy, End, Person, Thing

PEOPLE = 8  # so that a report fits on a screen
ENDS = 12
HOLDERS = 4

STARTED_IN = os.getcwd()  # tests change their directory, paths in reports stay as the learner types them


def report(autopsy: Autopsy) -> str:
    """The report, without a newline at its end; paths are relative to the working directory."""
    lines = [headline(autopsy), ""]
    shown = autopsy.people[:PEOPLE]
    lines += _columns([person(each) for each in shown])
    if len(autopsy.people) > PEOPLE:
        lines.append(f"  … and {len(autopsy.people) - PEOPLE} more processes")
    shared = [thing for thing in autopsy.things if thing.ends or thing.key[0] != "lock"]
    if shared:
        names = {person.pid: person.role for person in autopsy.people}
        rows = [row for thing in shared for row in _thing(thing, autopsy, names)]
        lines += ["", *_columns(rows[:ENDS])]
        if len(rows) > ENDS:
            lines.append(f"  … and {len(rows) - ENDS} more lines")
    return "\n".join([*lines, "", autopsy.summary])


def headline(autopsy: Autopsy) -> str:
    """The first line of the report: what happened, and after how long."""
    if autopsy.verdict == "deadlock":
        several = len({person.pid for person in autopsy.people}) > 1
        everyone = f"every process of this {autopsy.subject} is" if several else f"the {autopsy.subject} is"
        nothing = "nothing can wake any of them" if several else "nothing can wake it"
        return f"HANG after {autopsy.seconds:.2f} s: {everyone} asleep, and {nothing}."
    if autopsy.subject == "tree":
        asleep = all(person.call or person.state.startswith("has") for person in autopsy.people)
        return (
            "ASLEEP, as far as can be seen from outside." if asleep else "AT WORK: some of it does not wait."
        )
    return f"STILL RUNNING after {autopsy.seconds:.1f} s, which is the limit of this {autopsy.subject}."


def person(person: Person) -> list[str]:
    """A row of the report: a process, its call, its line, and the source of that line."""
    role = f"{person.role} {person.pid}" + (f" ({person.image})" if person.image else "")
    role += f", {person.thread}" if person.thread else ""
    if person.call is None:
        return [role, person.state, place(person.file, person.line), person.source or ""]
    inside = ", ".join(
        word for word in (person.name, f"fd {person.fd}" if person.fd is not None else None) if word
    )
    return [role, f"{person.call}({inside})", place(person.file, person.line), person.source or ""]


def _thing(thing: Thing, autopsy: Autopsy, names: dict[int, str]) -> list[list[str]]:
    sides = SIDES.get(thing.kind) or (("end 1", "end 2") if thing.key[0] == "socket" else ("listener",))
    if thing.key[0] in ("lock", "file lock"):
        sides = ("holder",)
    title = f"{thing.kind} {thing.letter}" + (f" `{thing.name}`" if thing.name else "")
    rows: list[list[str]] = []
    for side in sides:
        label = f"{side} end" if thing.kind in WITH_TWO_ENDS else side
        ends = [end for end in thing.ends if end.side in (side, "both")]
        if not ends:
            nobody = "somebody else" if thing.kind == "terminal" else "nobody"
            rows.append(["" if rows else title, label, nobody, "" if side == "holder" else "closed", ""])
        told = [_end(end, thing, autopsy, names) for end in ends]
        for cells in _most_telling(told):
            rows.append(["" if rows else title, label, *cells])
            label = ""
    return rows


def _most_telling(told: list[list[str]]) -> list[list[str]]:
    """The holders of one side; if there are many, those with a mark first, and how many more."""
    if len(told) <= HOLDERS:
        return told
    ranked = sorted(range(len(told)), key=lambda i: (not told[i][-1], i))
    shown = [told[i] for i in sorted(ranked[:HOLDERS])]
    return [*shown, [f"… and {len(told) - HOLDERS} more", "", ""]]


SIDES = {"pipe": ("write", "read"), "FIFO": ("write", "read"), "terminal": ("master", "slave")}


def _end(end: End, thing: Thing, autopsy: Autopsy, names: dict[int, str]) -> list[str]:
    held = f"{end.name} (fd {end.fd})" if end.name and end.fd is not None else end.name or ""
    held = held or (f"fd {end.fd}" if end.fd is not None else "")
    held = f"in flight to {held}" if end.in_flight else held
    marks = [
        {"room": "waits for room", "data": "waits for data"}.get(
            _wants(autopsy, person), "waits for data or the end"
        )
        for person in autopsy.people
        if end.fd is not None and (person.pid, person.fd, person.thing) == (end.pid, end.fd, thing.letter)
    ]
    if end.side == "listener":
        marks = ["waits for a connection" for _ in marks]
    if any(
        (blamed.pid, blamed.fd, blamed.tid) == (end.pid, end.fd, end.tid) for blamed in autopsy.finding.blame
    ):
        made = f" (made on line {end.made.rpartition(':')[2]})" if end.made and end.side != "holder" else ""
        made = f" (since line {end.made.rpartition(':')[2]})" if end.made and end.side == "holder" else made
        marks.append(BLAMED.get(autopsy.cause, "") + made)
    marks = [mark for mark in marks if mark]
    return [names.get(end.pid, str(end.pid)), held, "<- " + ", ".join(marks) if marks else ""]


BLAMED = {
    "own-write-end": "keeps it open",
    "other-write-end": "keeps it open",
    "nobody-reads": "does not read",
    "circular-wait": "sends nothing",
    "no-more-data": "sends nothing",
    "waiting-for-child": "sends nothing",
    "lock-never-released": "holds it",
    "unflushed-buffer": "was not flushed",
}


def _wants(autopsy: Autopsy, person: Person) -> str:
    if person.call in {SPOKEN.get(call, call) for call in ("write", "writev", "sendto", "sendmsg")}:
        return "room"
    wait = autopsy.finding.wait
    return wait.wants if wait is not None and wait.pid == person.pid else "data or end"


def _columns(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  " + "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def place(file: str | None, line: int | None) -> str:
    """ "path:line", the path relative to where pytest was started if that is shorter."""
    if file is None:
        return ""
    relative = os.path.relpath(file, STARTED_IN)
    return f"{relative if len(relative) < len(file) else file}:{line}"


def as_json(autopsy: Autopsy) -> dict[str, Any]:
    """The autopsy as plain values."""
    people = [
        {
            "pid": person.pid,
            "role": person.role,
            "thread": person.thread,
            "state": person.state,
            "call": person.call,
            "fd": person.fd,
            "name": person.name,
            "object": person.thing,
            "file": person.file,
            "line": person.line,
            "source": person.source,
        }
        for person in autopsy.people
    ]
    things = [
        {
            "id": thing.letter,
            "kind": thing.kind,
            "name": thing.name,
            "ends": [_end_json(end) for end in thing.ends],
        }
        for thing in autopsy.things
    ]
    return {
        "verdict": autopsy.verdict,
        "seconds": round(autopsy.seconds, 4),
        "exit_status": None,
        "cause": autopsy.cause,
        "summary": autopsy.summary,
        "processes": people,
        "objects": things,
        "blame": [_end_json(end) for end in autopsy.finding.blame],
    }


def _end_json(end: End) -> dict[str, Any]:
    return {"pid": end.pid, "fd": end.fd, "end": end.side, "name": end.name}
