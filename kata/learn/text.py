"""Lines of styled text for all that `kata` shows: an exercise, the path, a hint, a difference.

They are made of plain values, and depend on nothing of the terminal but its width.
"""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Collection, Sequence

from rich.text import Text

from kata.course.exercises import Exercise
from kata.runner.facts import AT_A_PORT, Test, Verdict

KEYS = ("next", "previous", "hint", "list", "run again", "solution", "quit")
"""The actions that have a key: the first letter of each."""
BAR = 24  # columns
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but the tab and the end of a line


def visible(text: str) -> str:
    """Text without control characters: the output of an answer must not move the cursor."""
    return CONTROL.sub(lambda found: repr(found[0])[1:-1], text.replace("\r\n", "\n")).expandtabs()


def wrapped(text: str, width: int, style: str = "") -> list[Text]:
    """Lines of at most `width` columns; a line that is carried over is indented a little more."""
    lines = []
    for line in visible(text).split("\n"):
        indent = " " * min(len(line) - len(line.lstrip()), width // 2)
        pieces = textwrap.wrap(
            line, width, subsequent_indent=indent + "    ", drop_whitespace=True, break_on_hyphens=False
        )
        lines += [Text(piece, style) for piece in pieces or [""]]
    return lines


def heading(exercise: Exercise, story: str, file: str, width: int) -> list[Text]:
    """The label of an exercise, its file, and the first line of its story."""
    name = Text.assemble((exercise.label, "bold"))
    lines = (
        [Text.assemble(name, (f"   {file}", "dim"))]
        if len(exercise.label) + len(file) + 3 <= width
        else [name]
    )
    if len(lines[0]) == len(name) and file:
        lines += wrapped(file, width, "dim")
    return [*lines, *(wrapped(story, width) if story else []), Text()]


def verdict(found: Verdict, width: int) -> list[Text]:
    """The result of the last run: the first failure in full with its output, the others in a line each."""
    if not found.tests:
        return [Text("This exercise has no tests.", "bold red")]
    if not found.failed:
        tests = f"{len(found.tests)} test{'s' if len(found.tests) != 1 else ''}"
        lines = [Text(f"PASSED: {tests} in {found.seconds:.2f} s", "bold green")]
        return lines + [line for test in found.tests for line in _printed(test, width)]
    (first, why), *others = found.failed
    lines = [
        Text(f"{len(found.failed)} of {len(found.tests)} tests failed; the first: {first.name}", "dim"),
        Text(),
    ]
    lines += failure(why.text, width, why.blamed)
    lines += _printed(first, width)
    if others:
        lines.append(Text())
    for test, why in others:
        line = visible(f"also   {test.name} - {why.summary}").replace("\n", " ")
        lines.append(Text(line if len(line) <= width else line[: width - 1] + "…", "dim"))
    return lines


def one_line(found: Verdict) -> Text:
    """The verdict over an exercise in a line."""
    words = f"{len(found.failed)} of {len(found.tests)} tests failed" if found.failed else found.kind
    return Text(f"{found.label}: {words}", "red" if found.failed else "green")


def lacking(verdicts: Sequence[Verdict], width: int) -> list[Text]:
    """The sentences on what this machine lacks for these verdicts, each once."""
    unheard = [
        f"Answers were judged by their values alone: {each.unheard}." for each in verdicts if each.unheard
    ]
    shared = [AT_A_PORT.format(reason=each.shared) for each in verdicts if each.shared]
    sentences = dict.fromkeys([*unheard, *(f"{words[0].upper()}{words[1:]}." for words in shared)])
    return [line for sentence in sentences for line in wrapped(sentence, width, "dim")]


def failure(text: str, width: int, blamed: Collection[int] = ()) -> list[Text]:
    """A failure or an autopsy: its first and its last line stand out, and so do those with these numbers."""
    rows = text.rstrip().split("\n")
    styles = {len(rows) - 1: "bold", **dict.fromkeys(blamed, "red"), 0: "bold red"}
    return [line for number, row in enumerate(rows) for line in wrapped(row, width, styles.get(number, ""))]


def hints(ladder: Sequence[str], shown: int, width: int) -> list[Text]:
    """The rungs that were shown so far."""
    lines = []
    for number, rung in enumerate(ladder[:shown], 1):
        lines += wrapped(f"Hint {number} of {len(ladder)}: {rung}", width, "cyan")
    return [*lines, Text()] if lines else []


def _printed(test: Test, width: int) -> list[Text]:
    if not test.output.strip():
        return []
    return [Text(), Text(f"printed by {test.name}:", "dim"), *wrapped(test.output.rstrip(), width)]


def bar(solved: int, total: int, width: int, plain: bool) -> Text:
    """The progress along the path."""
    words = f"{solved} of {total} solved"
    if plain or width < BAR + len(words) + 3:
        return Text(words)
    done = BAR * solved // total if total else 0
    return Text.assemble(("█" * done, "green"), ("░" * (BAR - done), "dim"), f"  {words}")


def keys(width: int, plain: bool) -> list[Text]:
    """The keys, as many in a line as fit."""
    if plain:
        return wrapped("Keys: " + ", ".join(f"{word[0]} {word}" for word in KEYS), width)
    lines = [Text()]
    for word in KEYS:
        key = Text.assemble((word[0], "bold"), (f" {word}   ", "dim"))
        if len(lines[-1]) + len(key) - 3 > width:
            lines.append(Text())
        lines[-1].append_text(key)
    return lines


def rows(
    path: Sequence[Exercise],
    solved: set[str],
    current: str | None,
    stories: dict[str, str],
    width: int | None = None,
) -> list[Text]:
    """The path, an exercise in a row: its mark, its label, the first line of its story."""
    longest = max((len(exercise.label) for exercise in path), default=0)
    found = []
    for exercise in path:
        mark = "solved" if exercise.label in solved else "now" if exercise.label == current else ""
        style = "green" if mark == "solved" else "bold" if mark == "now" else ""
        words = (f"{mark:6}  {exercise.label:{longest}}  ", style)
        row = Text.assemble(words, (stories.get(exercise.label, ""), "dim"))
        if width is not None:
            row.truncate(width, overflow="ellipsis")
        found.append(row)
    return found


def difference(mine: str, theirs: str, name: str, width: int) -> list[Text]:
    """The difference from the learner's version to the solution, as diff(1) has it, with all lines."""
    lines = difflib.unified_diff(
        visible(mine).splitlines(),
        visible(theirs).splitlines(),
        f"yours: {name}",
        "solution",
        n=1000,
        lineterm="",
    )
    styles = {"+": "green", "-": "red"}
    return [
        piece
        for line in lines
        if not line.startswith("@@")
        for piece in wrapped(line, width, styles.get(line[:1], ""))
    ]
