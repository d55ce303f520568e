"""An autopsy as a picture: SVG.

Each process is a box with a line of text for each end; each pipe, socket or lock is a bar beside the boxes. A line
leads from each end to its bar, so none ever crosses a text, however many there are. The end to blame is drawn thick,
marked with a cross and named in words: colours are not needed to read it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from html import escape

from kata.autopsy import text
from kata.autopsy.facts import Autopsy, End, Person, Thing

# Sizes in pixels of the picture, which scales.
LETTER = 8.2  # the width of a letter of the font below, rounded up: fonts differ
LINE = 20  # the height of a line of text
PAD = 12
GAP = 18  # between two boxes
LONGEST = 46  # letters of a name or a source line
WIDEST = 100  # letters of the sentence below

STYLE = """
svg { background: #ffffff; color-scheme: light dark; }
text { font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328; }
.box { fill: #f6f8fa; stroke: #57606a; } .gone { stroke-dasharray: 4 3; }
.bar { stroke: #8c959f; stroke-width: 6; stroke-linecap: round; }
.line { stroke: #57606a; stroke-width: 1.5; fill: none; } .head { fill: #57606a; }
.faint { fill: #57606a; } .strong { font-weight: bold; }
.blamed { stroke: #b3001b; stroke-width: 3.5; } .blamed-text { fill: #b3001b; font-weight: bold; }
.blamed-head { fill: #b3001b; }
@media screen and (prefers-color-scheme: dark) {
  svg { background: #0d1117; } text { fill: #e6edf3; } .box { fill: #161b22; stroke: #8b949e; }
  .bar { stroke: #6e7681; } .line { stroke: #8b949e; } .head { fill: #8b949e; } .faint { fill: #9ea7b0; }
  .blamed { stroke: #ff7b72; } .blamed-text { fill: #ff7b72; } .blamed-head { fill: #ff7b72; }
}
"""


@dataclass(frozen=True)
class Row:
    """One box: the lines of its text, and its ends, each with the place of its thing.

    blamed: whether the process or thread is to blame itself, and no end.
    """

    person: Person
    words: tuple[str, ...]
    ends: tuple[tuple[int, End, str], ...]
    top: float
    blamed: bool = False

    @property
    def height(self) -> float:
        return 2 * PAD + LINE * (len(self.words) + len(self.ends))


def svg(autopsy: Autopsy) -> str:
    """The picture, complete with its style, for light and dark screens and for print."""
    rows = _rows(autopsy) or [Row(Person(0, "nobody", "is known"), ("nothing is known",), (), 2.0 * PAD)]
    box = PAD + LETTER * max(_width(text) for row in rows for text in (*row.words, *(e[2] for e in row.ends)))
    box += PAD
    bars = _bars(autopsy, 2 * PAD + box)
    summary = _wrapped(autopsy.summary, WIDEST)
    bottom = max(row.top + row.height for row in rows)
    right = max(
        [bars[i] + LETTER * _width(_title(t)) / 2 for i, t in enumerate(autopsy.things)] + [2 * PAD + box]
    )
    width = max(right, LETTER * max(map(_width, summary)) + PAD) + PAD
    height = bottom + GAP + LINE * (len(summary) + 1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" role="img">',
        f"<title>{escape(autopsy.summary)}</title>",
        f"<style>{STYLE}</style>",
        *_things(autopsy, rows, bars),
        *(part for row in rows for part in _box(row, box, bars, autopsy)),
        *_lines(summary, PAD, bottom + GAP + LINE, "strong"),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _rows(autopsy: Autopsy) -> list[Row]:
    rows: list[Row] = []
    top = 2.0 * PAD + 2 * LINE
    guilty = text.blamed_people(autopsy)
    for person in autopsy.people:
        first = next(each for each in autopsy.people if each.pid == person.pid)
        ends = tuple(
            (i, end, _end(end, thing, person, autopsy))
            for i, thing in enumerate(autopsy.things)
            for end in thing.ends
            if end.pid == person.pid and (end.tid == person.tid if end.tid else person is first)
        )
        words = tuple(_words(person, autopsy.base, person in guilty))
        rows.append(Row(person, words, ends, top, person in guilty))
        top += rows[-1].height + GAP
    return rows


def _words(person: Person, base: str, blamed: bool) -> list[str]:
    role, doing, place, source = text.person(person, base)
    words = [role, (doing if person.call is None else f"waits in {doing}") + ("  ✗" if blamed else "")]
    return words + [_cut(word) for word in (place, source) if word]


def _end(end: End, thing: Thing, person: Person, autopsy: Autopsy) -> str:
    name = (
        f"{_cut(end.name)} (fd {end.fd})"
        if end.name and end.fd is not None
        else _cut(end.name or f"fd {end.fd}")
    )
    side = f"{end.side} end of" if thing.kind in ("pipe", "FIFO") and end.side != "both" else f"{end.side}:"
    side = "both ends of" if end.side == "both" else side
    mark = f"  ✗ {text.BLAMED.get(autopsy.cause, 'to blame')}" if end in autopsy.finding.blame else ""
    waits = person.fd is not None and (person.fd, person.thing) == (end.fd, thing.letter)
    mark = f"  waits here{mark}" if waits else mark
    flight = "in flight to " if end.in_flight else ""
    return f"{side} {thing.letter}   {flight}{name}{mark}"


def _bars(autopsy: Autopsy, left: float) -> list[float]:
    """The x of the bar of each thing, far enough apart for their titles."""
    places = []
    at = left + 3 * PAD
    for thing in autopsy.things:
        half = LETTER * _width(_title(thing)) / 2
        at += half
        places.append(at)
        at += half + 2 * PAD
    return places


def _title(thing: Thing) -> str:
    return f"{thing.kind} {thing.letter}" + (f" {_cut(thing.name)}" if thing.name else "")


def _things(autopsy: Autopsy, rows: list[Row], bars: list[float]) -> list[str]:
    parts = []
    for i, (thing, x) in enumerate(zip(autopsy.things, bars, strict=True)):
        heights = [y for row in rows for place, _, y in _levels(row) if place == i]
        low = max(heights, default=2.0 * PAD + 2 * LINE)
        title = escape(_title(thing))
        parts.append(f'<text class="strong" x="{x:.1f}" y="{PAD + LINE}" text-anchor="middle">{title}</text>')
        parts.append(f'<path class="bar" d="M {x:.1f} {PAD + LINE + 10} V {low:.1f}"/>')
    return parts


def _levels(row: Row) -> list[tuple[int, End, float]]:
    """The ends of a box, each with the place of its thing and the y of its line."""
    first = row.top + PAD + LINE * len(row.words)
    return [(i, end, first + LINE * (k + 0.5)) for k, (i, end, _) in enumerate(row.ends)]


def _box(row: Row, width: float, bars: list[float], autopsy: Autopsy) -> list[str]:
    kind = "box gone" if row.person.call is None else "box"
    size = f'x="{PAD}" y="{row.top:.1f}" width="{width:.1f}" height="{row.height:.1f}"'
    parts = [f'<rect class="{kind}" {size} rx="6"/>']
    parts += _lines(row.words[:1], 2 * PAD, row.top + PAD + 14, "strong")
    parts += _lines(row.words[1:2], 2 * PAD, row.top + PAD + LINE + 14, "blamed-text" if row.blamed else "")
    parts += _lines(row.words[2:], 2 * PAD, row.top + PAD + 2 * LINE + 14, "faint")
    for (i, end, y), (_, _, words) in zip(_levels(row), row.ends, strict=True):
        text_kind, line, head = (
            ("blamed-text", "line blamed", "blamed-head")
            if end in autopsy.finding.blame
            else ("", "line", "head")
        )
        parts += _lines([words], 2 * PAD, y + 4, text_kind)
        parts.append(f'<path class="{line}" d="M {PAD + width:.1f} {y:.1f} H {bars[i]:.1f}"/>')
        parts.append(_head(end, PAD + width, bars[i], y, head))
    return parts


def _head(end: End, left: float, right: float, y: float, kind: str) -> str:
    """An arrow in the direction of the data, or a dot if there is no direction."""
    if end.side == "write":
        return f'<path class="{kind}" d="M {right - 3:.1f} {y:.1f} l -10 -5 v 10 z"/>'
    if end.side == "read":
        return f'<path class="{kind}" d="M {left + 2:.1f} {y:.1f} l 10 -5 v 10 z"/>'
    return f'<circle class="{kind}" cx="{right:.1f}" cy="{y:.1f}" r="5"/>'


def _lines(texts: tuple[str, ...] | list[str], x: float, y: float, kind: str) -> list[str]:
    return [
        f'<text class="{kind}" x="{x:.1f}" y="{y + LINE * i:.1f}" xml:space="preserve">{escape(text)}</text>'
        for i, text in enumerate(texts)
    ]


def _cut(text: str) -> str:
    """The text, without its middle if it is long."""
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[: half - 1]}…{text[-half:]}"


def _width(text: str) -> int:
    """The width of a text in letters; those of East Asia take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and _width(lines[-1]) + 1 + _width(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
