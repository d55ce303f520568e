"""Write the report of a grading as a page: learners by exercises, with the reason behind each cell.

It is one file that needs no network and runs no script: a cell opens a popover of HTML itself. On paper all of these
follow the table, in which a sign says what passed, and a word what was missing or late.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import IO

from kata.autopsy.html import marked
from kata.grade.facts import Result, missing
from kata.grade.gradebook import ONE, Points, flags, highest, percent, score, shown

MOST = 4000  # cells that open; the others have only their sentence, so that browsers can show the page
WORDS = {"passed": "✓", "missing": "none"}
LATE = "timeout"
STYLE = """
body { margin: 2em; background: #fff; color: #1f2328; font: 15px system-ui, sans-serif; }
table { border-collapse: collapse; } td small { display: inline-block; max-width: 24em; white-space: normal; }
th, td { border: 1px solid #d0d7de; padding: .2em .5em; text-align: left; white-space: nowrap; }
thead th { vertical-align: bottom; background: #f6f8fa; position: sticky; top: 0; }
thead th.exercise { writing-mode: vertical-rl; transform: rotate(180deg); position: static; font-weight: normal; }
tbody th, thead th:first-child { position: sticky; left: 0; background: #f6f8fa; z-index: 1; }
td.cell { white-space: normal; min-width: 4.5em; font-size: 13px; } td.cell button { text-align: left; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
.passed { background: #dafbe1; } .failed { background: #ffebe9; } .missing { background: #f6f8fa; }
.late { background: #fff8c5; }
button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer;
         text-decoration: underline dotted; }
[popover] { max-width: min(72em, 90vw); max-height: 85vh; overflow: auto; border: 1px solid #59636e;
            padding: 1em 1.5em; }
[popover] h2 { margin: 0 0 .5em; font-size: 1.1em; } [popover] svg { max-width: 100%; height: auto; }
pre { overflow-x: auto; font-size: 13px; } pre b { color: #b3001b; } a { color: #0969da; }
@media print {
  @page { size: A4 landscape; margin: 10mm; }
  body { margin: 0; font-size: 10px; } table { width: 100%; font-size: 8.5px; }
  td, th { padding: .1em .3em; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  td.cell, td.cell button { font-size: 9px; min-width: 0; text-align: center; text-decoration: none; }
  td.cell .why { display: none; } td small { display: block; white-space: normal; }
  th { position: static !important; } thead { display: table-header-group; } tr { break-inside: avoid; }
  [popover] { display: block; position: static; width: auto; margin: 0; max-width: none; max-height: none;
              border: 0; border-top: 1px solid #59636e; padding: .5em 0; }
  [popover] svg { max-height: 55mm; width: auto; break-inside: avoid; }
  [popover] h2, [popover] p { break-after: avoid; }
  pre { white-space: pre-wrap; font-size: 9px; }
}
"""


def write(file: IO[str], results: Callable[[], Iterable[Result]], worth: Points, words: str) -> None:
    """Write the page. results: returns all results, at each call. words: the line above the table."""
    file.write(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<title>Results</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<h1>Results</h1>\n<p>{escape(words)}</p>\n<table>\n"
    )
    file.write("<thead><tr><th>student<th>status<th>score<th>%")
    for label, points in worth.items():
        more = "" if points == ONE else f" ({shown(points)})"
        file.write(f'<th class="exercise" title="{shown(points)} points">{escape(label)}{more}')
    file.write("</tr></thead>\n<tbody>\n")
    opened = 0
    for number, result in enumerate(results()):
        opened += _row(file, number, result, worth, MOST - opened)
    file.write("</tbody>\n</table>\n")
    left = MOST
    for number, result in enumerate(results()):
        for text in _details(number, result, worth):
            if left == 0:
                break
            left -= 1
            file.write(text)
    file.write("</body>\n</html>\n")


def _row(file: IO[str], number: int, result: Result, worth: Points, room: int) -> int:
    """Write the row of one learner; return how many of its cells open."""
    got, most = score(result, worth), highest(result, worth)
    status = escape(result.status)
    said = flags(result)
    reason = f"<br><small>{escape(result.reason)}</small>" if result.reason else ""
    file.write(f'<tr><th>{escape(result.id)}<td title="{escape(said)}">{status}{reason}')
    file.write(f'<td class="number">{shown(got)} / {shown(most)}<td class="number">{percent(got, most)}')
    opened = 0
    by_label = {each.label: each for each in result.exercises}
    for place, label in enumerate(worth):
        exercise = by_label.get(label) or missing(label)
        failure = next((failure for _, failure in exercise.failed), None)
        if failure is None:
            word = WORDS.get(exercise.state, "✗")
            file.write(f'<td class="cell {escape(exercise.state)}">{word}')
            continue
        kind, summary = escape(failure.kind), escape(failure.summary)
        is_late = failure.kind == LATE
        look, word = ("late", f"✗ {kind}") if is_late else ("failed", f'✗ <span class="why">{kind}</span>')
        if exercise.state == "ungraded":
            look, word = "missing", kind
        if opened < room:
            word = f'<button popovertarget="r{number}-{place}">{word}</button>'
            opened += 1
        file.write(f'<td class="cell {look}" title="{summary}">{word}')
    file.write("</tr>\n")
    return opened


def _details(number: int, result: Result, worth: Points) -> Iterator[str]:
    by_label = {each.label: each for each in result.exercises}
    for place, label in enumerate(worth):
        exercise = by_label.get(label)
        if exercise is None or not exercise.failed:
            continue
        (test, failure), *others = exercise.failed
        passed = len(exercise.tests) - len(exercise.failed)
        also = "".join(f"<li>{escape(each.name)}: {escape(why.summary)}" for each, why in others)
        output = f"<h3>printed</h3><pre>{escape(test.output)}</pre>" if test.output.strip() else ""
        yield (
            f'<section popover id="r{number}-{place}">\n'
            f"<h2>{escape(result.id)}, {escape(label)}: {escape(test.name)}</h2>\n"
            f"<p>{passed} of {len(exercise.tests)} tests pass.</p>\n"
            f"{failure.picture}\n<pre>{marked(failure.text, failure.blamed)}</pre>\n{output}"
            + (f"<h3>also</h3><ul>{also}</ul>" if also else "")
            + "</section>\n"
        )
