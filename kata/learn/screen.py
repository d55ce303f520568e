"""Draw the screen of the loop, and when it says what: all that it shows follows from the state."""

from __future__ import annotations

import io
import os
import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from kata.course import hints, home, next_steps, progress
from kata.course.exercises import Exercise
from kata.course.home import Home
from kata.learn import text
from kata.runner.facts import Verdict

PATIENCE = 0.4  # seconds until the screen says that a run is under way
HOME_CURSOR, CLEAR_LINE, CLEAR_BELOW = "\x1b[H", "\x1b[K", "\x1b[J"  # console_codes(4)


@dataclass(frozen=True)
class Place:
    """The facts that do not change while the loop runs: the learner's home, the path, the stories by label."""

    home: Home
    path: list[Exercise]
    stories: dict[str, str]
    plain: bool


@dataclass(frozen=True)
class State:
    """All that the screen shows.

    exercise: the one at hand. verdict: of its last run, None before the first. running: time.monotonic() of the
    order that has no result yet. shown: "exercise", "list" or "solution". picked: the row of the list. top: the
    first line of the body that is visible. hints: whether they are open. spoil: whether the solution was asked for
    once. note: a line for the moment. broken: why nothing can be run.
    """

    exercise: Exercise
    progress: progress.Progress
    verdict: Verdict | None = None
    running: float | None = None
    shown: str = "exercise"
    picked: int = 0
    top: int = 0
    hints: bool = False
    spoil: bool = False
    note: str = ""
    broken: str = ""


def lines(place: Place, state: State, width: int, height: int) -> tuple[list[Text], State]:
    """Exactly `height` lines, with the body scrolled; and the state, with `top` moved into the body."""
    above, middle, below = head(place, state, width), body(place, state, width), foot(place, state, width)
    room = max(height - len(above) - len(below), 1)
    top = state.top if state.shown != "list" else state.picked - room // 2
    top = max(min(top, len(middle) - room), 0)
    seen = middle[top : top + room]
    if (more := len(middle) - top - room) > 0:
        seen[-1] = Text(f"↓ {more + 1} more lines: space, arrow keys", "dim")
    lines = [*above, *seen, *([Text()] * (room - len(seen))), *below]
    return lines[:height], state if state.shown == "list" else replace(state, top=top)


def draw(place: Place, state: State) -> State:
    """Draw the state on the terminal."""
    width, height = shutil.get_terminal_size()
    rows, state = lines(place, state, width, height)
    console = Console(file=io.StringIO(), width=width, force_terminal=True)
    rendered = [_ansi(console, line) + CLEAR_LINE for line in rows]
    write(HOME_CURSOR + "\r\n".join(rendered) + CLEAR_BELOW)
    return state


def _ansi(console: Console, line: Text) -> str:
    with console.capture() as capture:
        console.print(line, no_wrap=True, overflow="crop", highlight=False, end="")
    return capture.get()


def say(place: Place, state: State, said: list[str]) -> list[str]:
    """Write the lines that are not in `said`, for a terminal without a screen; return all lines of now."""
    width, _ = shutil.get_terminal_size()
    lines = [*head(place, state, width), *body(place, state, width), *foot(place, state, width)]
    words = [line.plain.rstrip() for line in lines]
    new = [line for line in words if line and line not in said]
    if new:
        write("\n".join(new) + "\n\n")
    return words


def write(text: str) -> None:
    """Write to the terminal; raises OSError where that is gone."""
    data = text.encode(errors="replace")
    while data:
        data = data[os.write(1, data) :]


def head(place: Place, state: State, width: int) -> list[Text]:
    exercise = state.exercise
    file = next_steps.relative(home.answer(place.home, exercise), Path.cwd())
    return text.heading(exercise, place.stories[exercise.label], file, width)


def body(place: Place, state: State, width: int) -> list[Text]:
    """The lines between the heading and the foot."""
    if state.shown == "list":
        solved = progress.solved(place.path, place.home.tree, state.progress)
        rows = text.rows(place.path, solved, state.exercise.label, place.stories, width)
        if not place.plain:
            rows[state.picked].stylize("reverse")
        return rows
    if state.shown == "solution":
        return solution(place.home, state.exercise, width)
    if state.broken:
        return [Text("The tests cannot be loaded.", "bold red"), Text(), *text.wrapped(state.broken, width)]
    waited = time.monotonic() - state.running if state.running is not None else 0
    lines = [] if waited < PATIENCE else [Text("running …", "dim"), Text()]
    if state.hints:
        entry = state.progress.entry(state.exercise.label)
        lines += text.hints(hints.rungs(state.exercise, entry.verdict), entry.hints, width)
    if state.verdict is not None:
        lines += text.verdict(state.verdict, width)
    elif not lines:
        lines = [Text("loading …", "dim")]
    return lines


def foot(place: Place, state: State, width: int) -> list[Text]:
    """The progress along the path, a note for the moment, and the keys."""
    solved = progress.solved(place.path, place.home.tree, state.progress)
    lines = [Text(), text.bar(len(solved), len(place.path), width, place.plain)]
    note = state.note
    if not note and state.verdict is not None and state.verdict.kind == progress.PASSED:
        everything = len(solved) == len(place.path)
        note = (
            "Solved, and so are all others."
            if everything
            else "Solved. Go on with n, or try more in this file."
        )
    if note:
        lines += text.wrapped(note, width, "yellow")
    if state.verdict is not None:
        lines += text.lacking([state.verdict], width)
    if state.shown == "list":
        lines += [Text(place.path[state.picked].label)] if place.plain else []
        return [*lines, Text("up and down, Enter: go there, q: back")]
    if state.shown == "solution":
        return [*lines, Text("up and down, q: back")]
    return lines + text.keys(width, place.plain)


def last_line(place: Place, state: State) -> str:
    """The line that stays on the terminal after the screen."""
    solved = progress.solved(place.path, place.home.tree, state.progress)
    verdict = "" if state.verdict is None else f": {state.verdict.kind.replace('-', ' ')}"
    return f"{state.exercise.label}{verdict}, {len(solved)} of {len(place.path)} solved"


def solution(where: Home, exercise: Exercise, width: int) -> list[Text]:
    """The difference from the learner's version to the solution."""
    file = home.answer(where, exercise)
    theirs = where.exercises.parent / "solutions" / exercise.chapter / exercise.stub.name
    if not theirs.is_file():
        return [Text(f"There is no solution of {exercise.label}.")]
    mine = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    name = next_steps.relative(file, Path.cwd())
    lines = text.difference(mine, theirs.read_text(encoding="utf-8"), name, width)
    return lines or [Text("Yours is the solution, word for word.")]
