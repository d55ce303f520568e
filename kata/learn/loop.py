"""Run the loop of saving and seeing on a terminal: every event changes one state, from which the `screen` follows.

Events are a key, a save, a result, a signal.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import termios
import time
import tty
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kata.course import hints, progress, shelf
from kata.course.exercises import Exercise, exercises, in_tree
from kata.course.home import Home
from kata.kernel import tree
from kata.learn import saves, screen, text
from kata.learn.screen import PATIENCE, Place, State
from kata.runner import client

ENTER_SCREEN, LEAVE_SCREEN = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"  # the other screen; the cursor
SEQUENCES = {
    "\x1b[A": "up",
    "\x1bOA": "up",
    "\x1b[B": "down",
    "\x1bOB": "down",
    "\x1b[5~": "page up",
    "\x1b[6~": "page down",
}
LETTERS = {word[0]: word for word in text.KEYS}
LETTERS |= {"k": "up", "j": "down", " ": "page down", "\n": "enter", "\r": "enter"}
STEPS = {"up": -1, "down": 1, "page up": -10, "page down": 10}
CLOSING = ("list", "solution", "quit", "escape", "enter")
"""Keys that lead back to the exercise."""
ENDS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


@dataclass
class Loop:
    """The loop and all that it works with.

    server: None where it has ended. signals: a descriptor that gives the numbers of signals. said: the lines that
    `screen.say` has written.
    """

    place: Place
    state: State
    saves: saves.Saves
    signals: int
    server: client.Client | None = None
    said: list[str] = field(default_factory=list)


def start_at(path: list[Exercise], home: Home, known: progress.Progress) -> Exercise:
    """The exercise that was at hand; if it is solved, the next one that is not."""
    solved = progress.solved(path, home.tree, known)
    at = next((i for i, exercise in enumerate(path) if exercise.label == known.current), 0)
    ahead = [exercise for exercise in path[at:] + path[:at] if exercise.label not in solved]
    return ahead[0] if ahead else path[at]


def loop(home: Home, plain: bool) -> int:
    """Run until the learner quits; return the exit status. Standard input and output are a terminal."""
    path = exercises(home.exercises)
    known, word = progress.read(home.memory)
    place = Place(home, path, {exercise.label: shelf.story(exercise) for exercise in path}, plain)
    state = State(start_at(path, home, known), known, note=word or "")
    woken, _ = tree.wake_on(*ENDS, signal.SIGWINCH, signal.SIGTSTP)
    this = Loop(place, state, saves.watch(home), woken)
    begin(this)
    status = None
    while status is None:
        with _terminal(plain):
            status = _turn(this)
        if status is None:  # Ctrl-Z: the shell has the terminal until it continues this process
            os.kill(os.getpid(), signal.SIGSTOP)
            this.said = []
    if this.server is not None:
        client.end(this.server)
    with contextlib.suppress(OSError):
        screen.write(f"{screen.last_line(place, this.state)}\n")
    return status


def begin(this: Loop) -> None:
    """Start a new server, and run the exercise at hand."""
    if this.server is not None:
        client.end(this.server)
    this.server = client.start(this.place.home)
    order(this)


def order(this: Loop) -> None:
    """Run the exercise at hand from its first test; a run that is under way is ended."""
    if this.server is None:
        begin(this)
        return
    client.run(this.server, [this.state.exercise.label])
    this.state = replace(this.state, running=time.monotonic(), broken="")


def _turn(this: Loop) -> int | None:
    """Draw changes and wait for events, until one ends the loop; return the exit status, None to be stopped."""
    while True:
        try:
            _show(this)
        except OSError:
            return 0  # the terminal is gone
        ready = _wait(this)
        if this.signals in ready:
            numbers = set(os.read(this.signals, 512))
            if numbers & ENDS:
                return 128 + min(numbers & ENDS)
            if signal.SIGTSTP in numbers:
                return None
        if this.server is not None and this.server.told in ready:
            hear(this)
        if 0 in ready:
            typed = _read()
            if not typed or not all(press(this, key) for key in keys(typed)):
                return 0
        if this.saves.told in ready:
            see(this, saves.new(this.saves))


def _show(this: Loop) -> None:
    if this.place.plain:
        this.said = screen.say(this.place, this.state, this.said)
    else:
        this.state = screen.draw(this.place, this.state)


def _wait(this: Loop) -> list[int]:
    """Wait for events, or until the screen must tell of a run under way; return the descriptors that can be read."""
    patience = None
    if this.state.running is not None:
        patience = max(this.state.running + PATIENCE - time.monotonic(), 0) or None
    told = [this.server.told] if this.server is not None else []
    ready, _, _ = select.select([0, this.saves.told, this.signals, *told], [], [], patience)
    return ready


def _read() -> str:
    """Read the characters typed; none where the terminal is gone."""
    try:
        return os.read(0, 1024).decode(errors="replace")
    except OSError:
        return ""


def keys(typed: str) -> Iterator[str]:
    """Name the keys typed; other letters are their own names."""
    while typed:
        sequence = next((each for each in SEQUENCES if typed.startswith(each)), None)
        if sequence is not None:
            yield SEQUENCES[sequence]
            typed = typed[len(sequence) :]
        elif typed[0] == "\x1b":
            yield "escape"
            typed = ""  # the rest of an unknown sequence is no key
        else:
            yield LETTERS.get(typed[0], typed[0])
            typed = typed[1:]


def hear(this: Loop) -> None:
    """Hear the server: a verdict, or that it has ended."""
    assert this.server is not None
    try:
        verdicts = client.hear(this.server)
    except client.Broken as error:
        client.end(this.server)
        this.server = None
        this.state = replace(this.state, broken=str(error), running=None, verdict=None)
        return
    for verdict in verdicts:
        judged = progress.judged({verdict.label: (verdict.kind, verdict.of)})
        known, word = progress.change(this.place.home.memory, judged)
        this.state = replace(this.state, verdict=verdict, running=None, progress=known, top=0, spoil=False)
        this.state = replace(this.state, note=word or "")
        this.said = []


def see(this: Loop, saved: set[Path]) -> None:
    """React to saved files: run an answer, which is now the exercise at hand; load changed tests anew."""
    home = this.place.home
    this.state = replace(this.state, note=this.saves.deaf)
    answers = {}
    for file in saved:
        exercise = in_tree(file, home.exercises) if file.is_relative_to(home.answers) else None
        if exercise is not None:
            answers[exercise.label] = exercise
        elif home.tree is None or not file.is_relative_to(home.tree):
            begin(this)
            return
    if this.state.exercise.label in answers:
        order(this)
    elif len(answers) == 1:
        go(this, *answers.values())


def go(this: Loop, exercise: Exercise) -> None:
    """Make an exercise the one at hand, and run it."""
    home = this.place.home
    known, word = progress.change(home.memory, lambda now: replace(now, current=exercise.label))
    this.state = State(exercise, known, note=word or "")
    order(this)


def press(this: Loop, key: str) -> bool:
    """Do what a key asks for; return False to end the loop."""
    state, path = this.state, this.place.path
    if key in STEPS:
        scroll(this, STEPS[key])
    elif key == "enter" and state.shown == "list":
        go(this, path[state.picked])
    elif key in CLOSING and state.shown != "exercise":
        this.state = replace(state, shown="exercise", top=0)
    elif key == "quit":
        return False
    elif key == "list":
        this.state = replace(state, shown="list", picked=path.index(state.exercise), top=0)
    elif key in ("next", "previous"):
        go_on(this, key)
    elif key == "run again":
        order(this)
    elif key == "hint":
        climb(this)
    elif key == "solution":
        show_solution(this)
    return True


def scroll(this: Loop, lines: int) -> None:
    """Move in the list, or in a body that is longer than the screen."""
    state = this.state
    if state.shown == "list":
        last = len(this.place.path) - 1
        this.state = replace(state, picked=min(max(state.picked + lines, 0), last))
    else:
        this.state = replace(state, top=max(state.top + lines, 0))


def go_on(this: Loop, key: str) -> None:
    """Go to the next exercise of the path or to the previous one, if there is one."""
    path = this.place.path
    to = path.index(this.state.exercise) + (1 if key == "next" else -1)
    if 0 <= to < len(path):
        go(this, path[to])
    else:
        end = "last" if key == "next" else "first"
        this.state = replace(this.state, note=f"This is the {end} exercise of the path.")


def show_solution(this: Loop) -> None:
    """Show the solution after a pass; before that, only at the second request."""
    state = this.state
    if state.spoil or progress.solved([state.exercise], this.place.home.tree, state.progress):
        this.state = replace(state, shown="solution", top=0, note="", spoil=False)
    else:
        note = "It is not solved yet. Press s again to see the solution."
        this.state = replace(state, spoil=True, note=note)


def climb(this: Loop) -> None:
    """Show one more rung of the ladder."""
    state = this.state
    label = state.exercise.label
    ladder = hints.rungs(state.exercise, state.progress.entry(label).verdict)
    known, word = progress.change(this.place.home.memory, progress.climbed(label, len(ladder)))
    note = word or ("" if ladder else "There are no hints for this exercise.")
    this.state = replace(state, shown="exercise", progress=known, hints=True, top=0, note=note)


@contextlib.contextmanager
def _terminal(plain: bool) -> Iterator[None]:
    """Let keys come one by one, without echo; give the terminal its settings back at the end."""
    before = termios.tcgetattr(0)
    try:
        tty.setcbreak(0)
        if not plain:
            screen.write(ENTER_SCREEN)
        yield
    finally:
        with contextlib.suppress(OSError, termios.error):  # it may be gone
            if not plain:
                screen.write(LEAVE_SCREEN)
            termios.tcsetattr(0, termios.TCSADRAIN, before)
