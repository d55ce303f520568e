"""The commands of `kata` for learners, a function each; each returns the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from kata.course import hints, home, next_steps, progress, shelf, typed_names
from kata.course.exercises import Exercise, exercises
from kata.course.home import Home, Problem
from kata.learn import loop, screen, text
from kata.runner import client
from kata.runner.facts import Verdict

OFF_TERMINAL = 120  # columns


def learn(plain: bool) -> int:
    """Run the loop on a terminal; elsewhere report the exercise at hand, once."""
    where = here()
    if os.isatty(0) and os.isatty(1):
        return loop.loop(where, plain or os.environ.get("TERM", "dumb") == "dumb")
    path, known = _begin(where)
    return _report(where, path, [loop.start_at(path, where, known)], plain)


def run(name: str | None, plain: bool) -> int:
    """Run an exercise, a chapter, or the exercise at hand; the status is 0 if all passed."""
    where = here()
    path, known = _begin(where)
    if name is None:
        return _report(where, path, [loop.start_at(path, where, known)], plain)
    return _report(
        where, path, typed_names.several(path, name, _current(where, path, known), Path.cwd()), plain
    )


def list_path(plain: bool) -> int:
    """Show the path, a line for each exercise, and which are solved."""
    where = here()
    path, known = _begin(where)
    solved = progress.solved(path, where.tree, known)
    current = loop.start_at(path, where, known).label
    stories = {exercise.label: shelf.story(exercise) for exercise in path}
    console = _console(plain)
    width = console.width if console.is_terminal else None
    _show(console, text.rows(path, solved, current, stories, width))
    _show(console, [Text(), text.bar(len(solved), len(path), console.width, plain)])
    return 0


def hint(name: str | None, plain: bool) -> int:
    """Show one more rung of the ladder of an exercise, and those before it."""
    where = here()
    exercise, known = _one(where, name)
    ladder = hints.rungs(exercise, known.entry(exercise.label).verdict)
    if not ladder:
        raise Problem(f"There are no hints for {exercise.label}.")
    known, word = progress.change(where.memory, progress.climbed(exercise.label, len(ladder)))
    _warn(word)
    console = _console(plain)
    _show(console, text.hints(ladder, known.entry(exercise.label).hints, console.width)[:-1])
    return 0


def solution(name: str | None, spoil: bool, plain: bool) -> int:
    """Show the difference from the learner's version to the solution, after a pass or with `spoil`."""
    where = here()
    exercise, known = _one(where, name)
    if not (spoil or progress.solved([exercise], where.tree, known)):
        raise Problem(f"{exercise.label} is not solved yet: pass it first, or ask with --spoil.")
    console = _console(plain)
    _show(console, screen.solution(where, exercise, console.width))
    return 0


def reset(name: str, yes: bool) -> int:
    """Put the stub back in place of the learner's version, which is kept."""
    where = here()
    exercise, _ = _one(where, name)
    file = next_steps.relative(home.answer(where, exercise), Path.cwd())
    if not yes and not _agrees(f"Put the stub back as {file}? Your version is kept. [y/N] "):
        print("Nothing was changed.", file=sys.stderr)
        return 1
    kept = shelf.reset(where, exercise)
    print(f"{file} is the stub again.")
    if kept is not None:
        print(
            f"Your version is {next_steps.relative(kept, Path.cwd())}; `kata restore {exercise.label}` brings it back."
        )
    return 0


def restore(name: str) -> int:
    """Bring back the version that the last reset has kept."""
    where = here()
    exercise, _ = _one(where, name)
    brought, kept = shelf.restore(where, exercise)
    file = next_steps.relative(home.answer(where, exercise), Path.cwd())
    print(f"{file} is {next_steps.relative(brought, Path.cwd())} again.")
    if kept is not None:
        print(f"The version before is kept: {next_steps.relative(kept, Path.cwd())}.")
    return 0


def begin(folder: str) -> int:
    """Make a folder of the learner's own."""
    written = shelf.begin(Path(folder).resolve())
    words = (
        f"new files: {len(written)}; files that existed are unchanged"
        if written
        else "complete, nothing was written"
    )
    print(f"{folder}: {words}.")
    print(f"Begin:  cd {folder} && kata")
    return 0


def here() -> Home:
    """The home around the working directory; raises Problem where there is none."""
    found = home.find(Path.cwd())
    if found is None:
        raise Problem(
            "There are no exercises here: go to the project or to your own folder, or make one with `kata init DIR`."
        )
    return found


def _begin(where: Home) -> tuple[list[Exercise], progress.Progress]:
    known, word = progress.read(where.memory)
    _warn(word)
    return exercises(where.exercises), known


def _one(where: Home, name: str | None) -> tuple[Exercise, progress.Progress]:
    path, known = _begin(where)
    if name is None:
        at_hand = next((exercise for exercise in path if exercise.label == known.current), None)
        return at_hand or loop.start_at(path, where, known), known
    return typed_names.named(path, name, _current(where, path, known), Path.cwd()), known


def _current(where: Home, path: list[Exercise], known: progress.Progress) -> str:
    return known.current or loop.start_at(path, where, known).label


def _report(where: Home, path: list[Exercise], chosen: Sequence[Exercise], plain: bool) -> int:
    """Run exercises. Show the first that fails, or else the last, in full, and the others in a line each."""
    verdicts = _judged(where, chosen)
    shown = next((verdict for verdict in verdicts if verdict.kind != "passed"), verdicts[-1])
    known = _noted(where, verdicts, shown.label)
    console = _console(plain)
    for verdict in verdicts:
        if verdict is not shown:
            console.print(text.one_line(verdict))
    if len(verdicts) > 1:
        console.print()
    exercise = next(each for each in chosen if each.label == shown.label)
    file = next_steps.relative(home.answer(where, exercise), Path.cwd())
    _show(console, text.heading(exercise, shelf.story(exercise), file, console.width))
    _show(console, text.verdict(shown, console.width))
    solved = progress.solved(path, where.tree, known)
    _show(console, [Text(), text.bar(len(solved), len(path), console.width, plain)])
    _show(console, text.lacking(verdicts, console.width))
    return 0 if all(verdict.kind == "passed" for verdict in verdicts) else 1


def _judged(where: Home, chosen: Sequence[Exercise]) -> list[Verdict]:
    server = client.start(where, tests=[exercise.test for exercise in chosen])
    try:
        return client.run_all(server, [exercise.label for exercise in chosen])
    except client.Broken as error:
        raise Problem(f"The tests cannot be loaded.\n{error}") from None
    finally:
        client.end(server)


def _noted(where: Home, verdicts: Sequence[Verdict], at_hand: str) -> progress.Progress:
    """The progress with these verdicts. at_hand: the label of the exercise that is at hand from now on."""
    judged = progress.judged({verdict.label: (verdict.kind, verdict.of) for verdict in verdicts})
    known, word = progress.change(where.memory, lambda now: replace(judged(now), current=at_hand))
    _warn(word)
    return known


def _console(plain: bool) -> Console:
    """Standard output, with colours only on a terminal that has them."""
    console = Console(color_system=None if plain else "auto", highlight=False)
    if not console.is_terminal:
        console = Console(color_system=None, highlight=False, width=OFF_TERMINAL)
    return console


def _show(console: Console, lines: Sequence[Text]) -> None:
    for line in lines:
        console.print(line, soft_wrap=True)


def _warn(word: str | None) -> None:
    if word:
        print(word, file=sys.stderr)


def _agrees(question: str) -> bool:
    if not os.isatty(0):
        raise Problem("This is no terminal, so nobody can be asked: confirm with --yes.")
    return input(question).strip().lower() in ("y", "yes")
