"""An autopsy as text for a terminal and as JSON."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from kata.autopsy.alike import counted, kind_of
from kata.autopsy.call_names import spoken
from kata.autopsy.facts import Autopsy, Cause, End, Finding, Person, Side, Thing, Wants
from kata.autopsy.phrases import WITH_TWO_ENDS

PEOPLE = 8  # so that a report fits on a screen
ENDS = 12
HOLDERS = 4
WIDEST = 120  # characters of a line; the code at its end is cut off there
LEAST = 40  # characters of code that are shown in any case


@dataclass(frozen=True)
class Line:
    """A line of a report. blamed: whether it names the thing to blame; then it is red where there are colours."""

    text: str
    blamed: bool = False


@dataclass(frozen=True)
class Row:
    """A line in columns: the cells of several rows are below each other."""

    cells: tuple[str, ...]
    blamed: bool = False


def report(autopsy: Autopsy) -> str:
    """The report as text, without a newline at its end."""
    return "\n".join(line.text for line in lines(autopsy))


def blamed(autopsy: Autopsy) -> tuple[int, ...]:
    """The numbers of the lines of the report that name the thing to blame, counted from 0."""
    return tuple(number for number, line in enumerate(lines(autopsy)) if line.blamed)


def lines(autopsy: Autopsy) -> list[Line]:
    """The report line by line."""
    of_things = _things(autopsy)
    guilty = () if any(row.blamed for row in of_things) else blamed_people(autopsy)
    people = _narrow([Row(person(each, autopsy.base), each in guilty) for each in autopsy.people])
    found = [Line(headline(autopsy)), Line(""), *_some(people, PEOPLE, "processes", autopsy)]
    if of_things:
        found += [Line(""), *_some(of_things, ENDS, "lines", autopsy)]
    found += [Line(""), Line(autopsy.summary)]
    if autopsy.doubt:
        found.append(Line(f"It is not proved to hang: {autopsy.doubt}."))
    return found


def blamed_people(autopsy: Autopsy) -> tuple[Person, ...]:
    """The processes to blame if no end is: the one that was to end and does not, or else the thread that waits."""
    finding, wait = autopsy.finding, autopsy.finding.wait
    if wait is None or finding.cause == "unknown" or set(finding.blame) & set(_ends(autopsy)):
        return ()
    nodes = [(pid, pid) for pid in wait.children]
    if wait.wants in ("thread", "task"):
        nodes = list(wait.depends_on)
    awaited = tuple(each for each in autopsy.people if (each.pid, each.tid or each.pid) in nodes)
    return awaited or tuple(each for each in autopsy.people if (each.pid, each.tid) == (wait.pid, wait.tid))


def _ends(autopsy: Autopsy) -> list[End]:
    return [end for thing in autopsy.things for end in thing.ends]


def headline(autopsy: Autopsy) -> str:
    """The first line of the report: what happened, and after how long."""
    if autopsy.verdict == "deadlock":
        several = len({person.pid for person in autopsy.people}) > 1
        everyone = f"every process of this {autopsy.subject} is" if several else f"the {autopsy.subject} is"
        nothing = "nothing can wake any of them" if several else "nothing can wake it"
        return f"HANG after {autopsy.seconds:.2f} s: {everyone} asleep, and {nothing}."
    if autopsy.verdict == "stuck":
        return f"STUCK after {autopsy.seconds:.1f} s: nothing but polling goes on in this {autopsy.subject}."
    if autopsy.verdict == "asked":
        return f"AS IT STANDS after {autopsy.seconds:.1f} s:"
    if autopsy.subject == "tree":
        own = [person for person in autopsy.people if not person.role.startswith("outsider")]
        asleep = all(person.call or person.state.startswith("has") for person in own)
        return (
            "ASLEEP, as far as can be seen from outside." if asleep else "AT WORK: some of it does not wait."
        )
    return f"STILL RUNNING after {autopsy.seconds:.1f} s, longer than this {autopsy.subject} may run."


def person(person: Person, base: str = "") -> tuple[str, str, str, str]:
    """A row of the report: a process, its call, its line, and the source of that line. base: as in `place`."""
    role = f"{person.role} {person.pid}" + (f" ({person.image})" if person.image else "")
    if person.alike and person.thread:
        role += f", {counted(len(person.alike) + 1, kind_of(person.thread))}, all like {person.thread}"
    elif person.alike:
        role = f"{counted(len(person.alike) + 1, kind_of(person.role))}, all like {role}"
    else:
        role += f", {person.thread}" if person.thread else ""
    if person.call is None:
        return role, person.state, place(person.file, person.line, base), person.source or ""
    inside = ", ".join(
        word for word in (person.name, f"fd {person.fd}" if person.fd is not None else None) if word
    )
    return role, f"{person.call}({inside})", place(person.file, person.line, base), person.source or ""


def _things(autopsy: Autopsy) -> list[Row]:
    names = autopsy.roles | {person.pid: person.role for person in autopsy.people}
    shared = [thing for thing in autopsy.things if thing.ends or thing.key[0] != "lock"]
    return [row for thing in shared for row in _thing(thing, autopsy, names)]


def _thing(thing: Thing, autopsy: Autopsy, names: dict[int, str]) -> list[Row]:
    sides = SIDES.get(thing.kind) or (("end 1", "end 2") if thing.key[0] == "socket" else ("listener",))
    if thing.key[0] in ("lock", "file lock"):
        sides = ("holder",)
    title = f"{thing.kind} {thing.letter}" + (f" `{thing.name}`" if thing.name else "")
    rows: list[Row] = []
    for side in sides:
        label = f"{side} end" if thing.kind in WITH_TWO_ENDS else side
        ends = [end for end in thing.ends if end.side in (side, "both")]
        if not ends:
            nobody = "somebody else" if thing.kind == "terminal" else "nobody"
            cells = ("" if rows else title, label, nobody, "" if side == "holder" else "closed", "")
            rows.append(Row(cells, _is_missing(thing, autopsy.finding)))
        told = [_end(end, thing, autopsy, names) for end in ends]
        for row in told if autopsy.whole else _most_telling(told):
            rows.append(Row(("" if rows else title, label, *row.cells), row.blamed))
            label = ""
    return rows


def _is_missing(thing: Thing, finding: Finding) -> bool:
    """Whether the thread waits for something from an end that nobody has."""
    return finding.cause in MISSING and finding.wait is not None and finding.wait.thing == thing


MISSING: tuple[Cause, ...] = ("fifo-half-open", "peer-gone-datagram")


def _most_telling(told: list[Row]) -> list[Row]:
    """The holders of one side; if there are many, those with a mark first, and how many more."""
    if len(told) <= HOLDERS:
        return told
    ranked = sorted(range(len(told)), key=lambda i: (not told[i].blamed, not told[i].cells[-1], i))
    shown = [told[i] for i in sorted(ranked[:HOLDERS])]
    return [*shown, Row((f"… and {len(told) - HOLDERS} more", "", ""))]


SIDES: dict[str, tuple[Side, ...]] = {
    "pipe": ("write", "read"),
    "FIFO": ("write", "read"),
    "terminal": ("master", "slave"),
}


def _end(end: End, thing: Thing, autopsy: Autopsy, names: dict[int, str]) -> Row:
    held = f"{end.name} (fd {end.fd})" if end.name and end.fd is not None else end.name or ""
    held = held or (f"fd {end.fd}" if end.fd is not None else "")
    held = f"in flight to {held}" if end.in_flight else held
    has_no_end = thing.kind.startswith(("datagram", "UDP"))
    otherwise = "waits for data" if has_no_end else "waits for data or the end"
    told = {"room": "waits for room", "data": "waits for data"}
    marks = [
        "waits to be accepted" if person.call == "connect" else told.get(_wants(autopsy, person), otherwise)
        for person in autopsy.people
        if end.fd is not None and (person.pid, person.fd, person.thing) == (end.pid, end.fd, thing.letter)
    ]
    if end.side == "listener":
        marks = ["waits for a connection" for _ in marks]
    guilty = end in autopsy.finding.blame
    if guilty:
        word = "since" if end.side == "holder" else "made on"
        made = f" ({word} {_made(end, autopsy)})" if end.made else ""
        marks.append(BLAMED.get(autopsy.cause, "") + made)
    marks = [mark for mark in marks if mark]
    return Row((names.get(end.pid, str(end.pid)), held, "<- " + ", ".join(marks) if marks else ""), guilty)


def _made(end: End, autopsy: Autopsy) -> str:
    """ "line 3", with its file unless the reader sees lines of that one only."""
    file, _, line = (end.made or "").rpartition(":")
    shown = {person.file for person in autopsy.people} - {None}
    return f"line {line}" if shown <= {file} else place(file, int(line), autopsy.base)


BLAMED: dict[Cause, str] = {
    "own-write-end": "keeps it open",
    "other-write-end": "keeps it open",
    "nobody-reads": "does not read",
    "circular-wait": "sends nothing",
    "no-more-data": "sends nothing",
    "waiting-for-child": "sends nothing",
    "lock-never-released": "holds it",
    "unflushed-buffer": "was not flushed",
    "edge-missed": "was told already",
}


def _wants(autopsy: Autopsy, person: Person) -> Wants:
    if person.call in {spoken(call) for call in ("write", "writev", "sendto", "sendmsg")}:
        return "room"
    wait = autopsy.finding.wait
    return wait.wants if wait is not None and wait.pid == person.pid else "data or end"


def _some(rows: Sequence[Row], at_most: int, what: str, autopsy: Autopsy) -> list[Line]:
    """The first rows, with those to blame among them, how many more there are, and how to see them."""
    if autopsy.whole:
        return _columns(rows)
    shows = "pytest -vv shows all" if autopsy.subject == "test" else "--json - tells all"
    ranked = sorted(range(len(rows)), key=lambda i: (not rows[i].blamed, i))
    shown = _columns([rows[i] for i in sorted(ranked[:at_most])])
    return (
        shown
        if len(rows) <= at_most
        else [*shown, Line(f"  … and {len(rows) - at_most} more {what}: {shows}")]
    )


def _columns(rows: Sequence[Row]) -> list[Line]:
    widths = [max(map(len, column)) for column in zip(*(row.cells for row in rows), strict=True)]
    texts = ["   ".join(map(str.ljust, row.cells, widths)).rstrip() for row in rows]
    return [Line(f"  {text}", row.blamed) for text, row in zip(texts, rows, strict=True)]


def _narrow(rows: list[Row]) -> list[Row]:
    """Rows whose last cell, the code, is cut off, so that the columns stay below each other on a screen."""
    widths = [max(map(len, column)) for column in zip(*(row.cells[:-1] for row in rows), strict=True)]
    room = max(WIDEST - sum(width + 3 for width in widths) - 2, LEAST)
    cut = [
        row.cells[-1] if len(row.cells[-1]) <= room else f"{row.cells[-1][: room - 2].rstrip()} …"
        for row in rows
    ]
    return [replace(row, cells=(*row.cells[:-1], code)) for row, code in zip(rows, cut, strict=True)]


def place(file: str | None, line: int | None, base: str = "") -> str:
    """ "path:line". base: the folder in which the reader types paths; relative to it where that is shorter."""
    if file is None:
        return ""
    relative = os.path.relpath(file, base) if base else file
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
            "alike": list(person.alike),
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
        "doubt": autopsy.doubt,
        "processes": people,
        "objects": things,
        "blame": [_end_json(end) for end in autopsy.finding.blame],
    }


def _end_json(end: End) -> dict[str, Any]:
    return {"pid": end.pid, "fd": end.fd, "end": end.side, "name": end.name}
