"""The loop of saving and seeing, on a terminal: what is shown follows from the state, and every event changes that.

Events are a key, a save, a result, a change of size. Saves are told by watchfiles, in threads of their own.
"""

from __future__ import annotations

import contextlib
import io
import os
import select
import shutil
import signal
import termios
import threading
import time
import tty
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue

import watchfiles
from rich.console import Console
from rich.text import Text

from kata import client, hints, home, progress, shelf, view
from kata.answers import Exercise, exercises, in_tree
from kata.home import PROJECT, Home

STEP = 10  # milliseconds without another save before a run begins
STEP_OF_THE_PROJECT = 100  # the same for its tests, and for kata itself
PATIENCE = 0.4  # seconds before it is said that a run is under way
ENTER_SCREEN, LEAVE_SCREEN = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"  # the other screen; the cursor
HOME_CURSOR, CLEAR_LINE, CLEAR_BELOW = "\x1b[H", "\x1b[K", "\x1b[J"
ARROWS = {
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[5~": "page up",
    "\x1b[6~": "page down",
    "\x1bOA": "up",
    "\x1bOB": "down",
}
LETTERS = {word[0]: word for word in view.KEYS} | {
    "k": "up",
    "j": "down",
    " ": "page down",
    "\n": "enter",
    "\r": "enter",
}


@dataclass(frozen=True)
class State:
    """All that the screen shows.

    exercise: the one at hand. verdict: of its last run, None before the first. running: time.monotonic() of the
    order that has no result yet. shown: "exercise", "list" or "solution". picked: the row of the list. top: the
    first line of the body that is seen. hints: whether they are open. spoil: whether the solution was asked for once.
    note: a line for the moment. broken: why nothing can be run.
    """

    exercise: Exercise
    progress: progress.Progress
    verdict: client.Verdict | None = None
    running: float | None = None
    shown: str = "exercise"
    picked: int = 0
    top: int = 0
    hints: bool = False
    spoil: bool = False
    note: str = ""
    broken: str = ""


@dataclass
class Loop:
    """What the loop holds on to: the server, the path, and where saves and signals arrive."""

    home: Home
    plain: bool
    path: list[Exercise]
    stories: dict[str, str]
    state: State
    server: client.Client | None = None
    saves: int = -1
    woken: int = -1
    saved: SimpleQueue[set[Path]] = field(default_factory=SimpleQueue)
    said: tuple[str, ...] = ()


def start_at(path: list[Exercise], home: Home, known: progress.Progress) -> Exercise:
    """The exercise that was at hand; if that is solved, the next one that is not."""
    solved = progress.solved(path, home.tree, known)
    at = next((i for i, exercise in enumerate(path) if exercise.label == known.current), 0)
    ahead = [exercise for exercise in path[at:] + path[:at] if exercise.label not in solved]
    return ahead[0] if ahead else path[at]


def loop(where: Home, plain: bool) -> int:
    """Run until the learner quits; the exit status. Standard input and output are a terminal."""
    path = exercises(where.exercises)
    known, word = progress.read(where.memory)
    state = State(start_at(path, where, known), known, note=word or "")
    stories = {exercise.label: shelf.story(exercise) for exercise in path}
    this = Loop(where, plain, path, stories, state)
    this.woken = _wake_on_signals()
    this.saves = _watch(this)
    begin(this)
    status = 0
    with _terminal(plain), contextlib.suppress(BrokenPipeError):
        status = _turn(this)
    if this.server is not None:
        client.end(this.server)
    return status


def begin(this: Loop) -> None:
    """A new server, and a run of the exercise at hand."""
    if this.server is not None:
        client.end(this.server)
    this.server = client.start(this.home)
    order(this)


def order(this: Loop) -> None:
    """Run the exercise at hand, from its first test; what was under way is ended."""
    if this.server is not None:
        client.run(this.server, [this.state.exercise.label])
        this.state = replace(this.state, running=time.monotonic(), broken="")


def _turn(this: Loop) -> int:
    """Wait for events and draw what they change, until one of them is the end; the exit status."""
    draw(this)
    while True:
        ears = [0, this.saves, this.woken]
        told = this.server.told if this.server is not None else -1
        patience = None
        if this.state.running is not None:
            patience = max(this.state.running + PATIENCE - time.monotonic(), 0) or None
        ready, _, _ = select.select([*ears, told] if told >= 0 else ears, [], [], patience)
        if this.woken in ready:
            numbers = set(os.read(this.woken, 512))
            ends = numbers & {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
            if ends:
                return 128 + min(ends)
        if 0 in ready:
            typed = _read()
            if not typed:
                return 0  # the terminal is gone
            for key in _keys(typed):
                if not press(this, key):
                    return 0
        if this.saves in ready:
            os.read(this.saves, 512)
            saved: set[Path] = set()
            while not this.saved.empty():
                saved |= this.saved.get()
            see(this, saved)
        if told in ready and this.server is not None:
            hear(this)
        draw(this)


def _read() -> str:
    try:
        return os.read(0, 1024).decode(errors="ignore")
    except OSError:
        return ""


def _keys(typed: str) -> Iterator[str]:
    while typed:
        arrow = next((name for name in ARROWS if typed.startswith(name)), None)
        if arrow:
            yield ARROWS[arrow]
            typed = typed[len(arrow) :]
        elif typed[0] == "\x1b":
            yield "escape"
            typed = ""  # of a sequence that is not known, the rest is no key
        else:
            yield LETTERS.get(typed[0], typed[0])
            typed = typed[1:]


def hear(this: Loop) -> None:
    """What the server tells: a verdict, or that it has ended."""
    assert this.server is not None
    try:
        verdicts = client.hear(this.server)
    except client.Broken as error:
        client.end(this.server)
        this.server = None
        this.state = replace(this.state, broken=str(error), running=None, verdict=None)
        return
    for verdict in verdicts:
        if verdict.label != this.state.exercise.label:
            continue
        known, word = progress.change(
            this.home.memory, progress.judged({verdict.label: (verdict.kind, verdict.of)})
        )
        this.state = replace(
            this.state, verdict=verdict, running=None, progress=known, top=0, note=word or "", spoil=False
        )
        this.said = ()


def see(this: Loop, saved: set[Path]) -> None:
    """Saved files: an answer is run, and is the exercise at hand from now on; anything else means to load again."""
    labels = {}
    for file in saved:
        exercise = in_tree(file, this.home.exercises) if file.is_relative_to(this.home.answers) else None
        if exercise is None or file.name.startswith("test_"):
            begin(this)
            return
        labels[exercise.label] = exercise
    if len(labels) == 1 and this.state.exercise.label not in labels:
        go(this, *labels.values())
    elif this.state.exercise.label in labels:
        order(this)


def go(this: Loop, exercise: Exercise) -> None:
    """Make an exercise the one at hand, and run it."""
    known, word = progress.change(this.home.memory, lambda now: replace(now, current=exercise.label))
    this.state = State(exercise, known, note=word or "", broken=this.state.broken)
    order(this)


def press(this: Loop, key: str) -> bool:
    """What a key does; False for the end."""
    state = this.state
    at = next(i for i, exercise in enumerate(this.path) if exercise.label == state.exercise.label)
    if key in ("up", "down", "page up", "page down"):
        step = {"up": -1, "down": 1, "page up": -10, "page down": 10}[key]
        if state.shown == "list":
            this.state = replace(state, picked=min(max(state.picked + step, 0), len(this.path) - 1))
        else:
            this.state = replace(state, top=max(state.top + step, 0))
    elif state.shown == "list" and key == "enter":
        go(this, this.path[state.picked])
    elif state.shown != "exercise" and key in ("list", "solution", "quit", "escape", "enter"):
        this.state = replace(state, shown="exercise", top=0)
    elif key == "quit":
        return False
    elif key == "list":
        this.state = replace(state, shown="list", picked=at, top=0)
    elif key in ("next", "previous"):
        to = at + (1 if key == "next" else -1)
        if 0 <= to < len(this.path):
            go(this, this.path[to])
        else:
            this.state = replace(state, note=f"This is the {'last' if at else 'first'} exercise of the path.")
    elif key == "run again":
        order(this)
    elif key == "hint":
        climb(this)
    elif key == "solution":
        if is_solved(this.home, state.exercise, state.progress) or state.spoil:
            this.state = replace(state, shown="solution", top=0, note="", spoil=False)
        else:
            this.state = replace(
                state, spoil=True, note="It is not solved yet. Press s again to see the solution."
            )
    return True


def climb(this: Loop) -> None:
    """One more rung of the ladder."""
    state = this.state
    label = state.exercise.label
    ladder = hints.rungs(state.exercise, state.progress.entry(label).verdict)
    known, word = progress.change(this.home.memory, progress.climbed(label, len(ladder)))
    note = word or ("" if ladder else "There are no hints for this exercise.")
    this.state = replace(state, progress=known, hints=True, top=0, note=note)


def is_solved(where: Home, exercise: Exercise, known: progress.Progress) -> bool:
    return exercise.label in progress.solved([exercise], where.tree, known)


def head(this: Loop, width: int) -> list[Text]:
    exercise = this.state.exercise
    file = progress.relative(home.answer(this.home, exercise), Path.cwd())
    return view.heading(exercise, this.stories[exercise.label], file, width)


def body(this: Loop, width: int) -> list[Text]:
    """What is between the heading and the keys."""
    state = this.state
    if state.shown == "list":
        solved = progress.solved(this.path, this.home.tree, state.progress)
        rows = view.rows(this.path, solved, state.exercise.label, this.stories)
        if not this.plain:
            rows[state.picked].stylize("reverse")
        return rows
    if state.shown == "solution":
        return solution(this.home, state.exercise, width)
    if state.broken:
        return [Text("The tests cannot be loaded.", "bold red"), Text(), *view.wrapped(state.broken, width)]
    waited = time.monotonic() - state.running if state.running is not None else 0
    lines = [] if waited < PATIENCE else [Text("running …", "dim"), Text()]
    if state.hints:
        entry = state.progress.entry(state.exercise.label)
        lines += view.hints(hints.rungs(state.exercise, entry.verdict), entry.hints, width)
    if state.verdict is not None:
        lines += view.verdict(state.verdict, width)
    elif not lines:
        lines = [Text("loading …", "dim")]
    return lines


def solution(where: Home, exercise: Exercise, width: int) -> list[Text]:
    """The solution, beside the learner's version as a difference."""
    file = home.answer(where, exercise)
    theirs = (where.exercises.parent / "solutions" / exercise.chapter / exercise.stub.name).read_text()
    mine = file.read_text(errors="replace") if file.is_file() else ""
    lines = view.difference(mine, theirs, Path(progress.relative(file, Path.cwd())), width)
    return lines or [Text("Yours is the solution, word for word.")]


def foot(this: Loop, width: int) -> list[Text]:
    solved = progress.solved(this.path, this.home.tree, this.state.progress)
    lines = [Text(), view.bar(len(solved), len(this.path), width, this.plain)]
    note = this.state.note
    if not note and this.state.verdict is not None and not this.state.verdict.failed:
        note = "Solved. Go on with n, or try something else in this file."
        note = "Solved, and so are all others." if len(solved) == len(this.path) else note
    if note:
        lines += view.wrapped(note, width, "yellow")
    if this.state.shown == "list":
        return [*lines, Text("up and down, Enter: go there, q: back")]
    if this.state.shown == "solution":
        return [*lines, Text("up and down, q: back")]
    return lines + view.keys(width, this.plain)


def draw(this: Loop) -> None:
    """Bring the screen to what the state says."""
    width, height = shutil.get_terminal_size()
    if this.plain:
        _say(
            this,
            [line.plain.rstrip() for line in (*head(this, width), *body(this, width), *foot(this, width))],
        )
        return
    top, middle, bottom = head(this, width), body(this, width), foot(this, width)
    room = max(height - len(top) - len(bottom), 1)
    first = this.state.top if this.state.shown != "list" else this.state.picked - room // 2
    first = max(min(first, len(middle) - room), 0)
    if this.state.shown != "list":
        this.state = replace(this.state, top=first)
    seen = middle[first : first + room]
    if (below := len(middle) - first - room) > 0:
        seen[-1] = Text(f"↓ {below + 1} more lines: space, arrow keys", "dim")
    lines = [*top, *seen, *([Text()] * (room - len(seen))), *bottom]
    console = Console(file=io.StringIO(), width=width, force_terminal=True)
    rendered = [_ansi(console, line) + CLEAR_LINE for line in lines[:height]]
    _write(HOME_CURSOR + "\r\n".join(rendered) + CLEAR_BELOW)


def _ansi(console: Console, line: Text) -> str:
    with console.capture() as capture:
        console.print(line, no_wrap=True, overflow="crop", highlight=False, end="")
    return capture.get()


def _say(this: Loop, lines: list[str]) -> None:
    """Without a screen, only what is new is said."""
    new = [line for line in lines if line and line not in this.said]
    this.said = tuple(lines)
    if new:
        _write("\n".join(new) + "\n\n")


def _write(text: str) -> None:
    data = text.encode(errors="replace")
    while data:
        data = data[os.write(1, data) :]


@contextlib.contextmanager
def _terminal(plain: bool) -> Iterator[None]:
    """Keys come one by one and are not echoed; the terminal gets back what it had."""
    before = termios.tcgetattr(0)
    try:
        tty.setcbreak(0)
        if not plain:
            _write(ENTER_SCREEN)
        yield
    finally:
        with contextlib.suppress(OSError, termios.error):  # it may be gone
            if not plain:
                _write(LEAVE_SCREEN)
            termios.tcsetattr(0, termios.TCSADRAIN, before)


def _wake_on_signals() -> int:
    """A descriptor that gives the numbers of signals, a byte for each."""
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGWINCH, signal.SIGCONT):
        signal.signal(number, lambda signum, frame: None)
    return woken


def _watch(this: Loop) -> int:
    """A descriptor that can be read when files were saved; which ones is in `saved`."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    project = this.home.exercises.parent
    places = [(this.home.answers, STEP, True), (project, STEP_OF_THE_PROJECT, False)]
    places += [(PROJECT / "kata", STEP_OF_THE_PROJECT, True)]
    if this.home.tree is not None:
        places.append((this.home.exercises, STEP_OF_THE_PROJECT, True))
    for folder, step, deep in places:
        threading.Thread(target=_follow, args=(this, folder, step, deep, writer), daemon=True).start()
    return reader


def _follow(this: Loop, folder: Path, step: int, deep: bool, writer: int) -> None:
    changes = watchfiles.watch(
        folder, watch_filter=_matters, step=step, debounce=10 * step, recursive=deep, raise_interrupt=False
    )
    for batch in changes:
        this.saved.put({Path(name) for _, name in batch})
        with contextlib.suppress(BlockingIOError):
            os.write(writer, b".")


def _matters(change: watchfiles.Change, name: str) -> bool:
    """Sources and hints; not what editors and this project put beside them."""
    file = Path(name)
    return file.suffix in (".py", ".toml") and not any(
        part.startswith((".", "#")) for part in file.parts[-3:]
    )
