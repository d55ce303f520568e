"""Make the pictures in the README: the output of pytest and of `kata` for a stub that hangs, and one of `kata why`.

make picture

Process numbers and times are those of the picture that is there already, so that only what changed is changed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from html import unescape
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from kata.course import progress, shelf
from kata.course.exercises import exercises
from kata.course.home import Home, answer
from kata.learn import screen
from kata.runner import client

ROOT = Path(__file__).resolve().parent.parent
CHAPTER = "01_pipe"
STUB = "exercises/01_pipe/03_another_one.py"
PICTURE = ROOT / "docs" / "autopsy.svg"
PROGRAM = "docs/sibling.py"
LOOP = ROOT / "docs" / "loop.svg"
DRAWING = ROOT / "docs" / "why.svg"
WIDTH = 118  # columns
# Process numbers with the spaces that fill their column; and times.
FIGURES = re.compile(r"(?:(?<=parent )|(?<=process )|(?<=child )|(?<=child \d ))\d\d+ *|\d+\.\d\d(?= ?s\b)")
# A picture that asks no other host for its font.
FORMAT = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def report() -> str:
    """What pytest writes to a terminal for the stub, with its colours."""
    options = ["--color=yes", "--no-header", "-p", "no:cacheprovider", f"--rootdir={ROOT}"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options, STUB],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": str(WIDTH)},
        capture_output=True,
        text=True,
        check=False,
    )
    if "HANG" not in done.stdout:
        raise SystemExit(f"The stub did not hang, so there is nothing to show:\n{done.stdout}{done.stderr}")
    return done.stdout


def loop() -> list[Text]:
    """The screen of `kata` in a learner's own folder, two exercises on, with a hint."""
    with tempfile.TemporaryDirectory(prefix="kata-picture-") as folder:
        shelf.begin(Path(folder))
        where = Home(ROOT / "exercises", Path(folder))
        path = exercises(where.exercises)
        story = [exercise for exercise in path if exercise.chapter == CHAPTER]
        for exercise in story[:2]:
            solution = ROOT / "solutions" / f"{exercise.label}.py"
            answer(where, exercise).write_bytes(solution.read_bytes())
        os.chdir(folder)
        server = client.start(where)
        verdicts = [client.run_all(server, [exercise.label])[0] for exercise in story[:3]]
        client.end(server)
        known = progress.judged({each.label: (each.kind, each.of) for each in verdicts})(progress.Progress())
        known = progress.climbed(story[2].label, 3)(known)
        place = screen.Place(where, path, {exercise.label: shelf.story(exercise) for exercise in path}, False)
        state = screen.State(story[2], known, verdicts[2], hints=True)
        lines, _ = screen.lines(place, state, WIDTH, 24)
        os.chdir(ROOT)
        return lines


def main() -> None:
    draw(f"\x1b[1m$ pytest {STUB}\x1b[0m\n{report()}", PICTURE)
    draw(ansi(loop()), LOOP)
    with tempfile.TemporaryDirectory(prefix="kata-picture-") as folder:
        drawing = Path(folder, "why.svg")
        command = [sys.executable, "-m", "kata", "why", "--svg", str(drawing), PROGRAM]
        subprocess.run(command, cwd=ROOT, stderr=subprocess.DEVNULL, check=False)
        DRAWING.write_text(with_figures_of(DRAWING, drawing.read_text()))
    print(f"wrote {PICTURE.relative_to(ROOT)}, {LOOP.relative_to(ROOT)} and {DRAWING.relative_to(ROOT)}")


def with_figures_of(picture: Path, text: str) -> str:
    """The text with the process numbers and times of a picture, if both have as many."""
    shown = drawn(picture.read_text()) if picture.exists() else ""
    figures = FIGURES.findall(shown)
    if len(figures) != len(FIGURES.findall(text)):
        return text
    return FIGURES.sub(lambda _: figures.pop(0), text)


def drawn(svg: str) -> str:
    """The text in a picture, with a line for each element."""
    texts = re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL)
    return "\n".join(unescape(text).replace("\xa0", " ") for text in texts)


def ansi(lines: list[Text]) -> str:
    """Lines as text for a terminal."""
    console = _console()
    for line in lines:
        console.print(line)
    return console.export_text(styles=True).removesuffix("\n")


def draw(text: str, file: Path) -> None:
    """Text for a terminal, as a picture."""
    console = _console()
    console.print(Text.from_ansi(with_figures_of(file, text)))
    console.save_svg(str(file), title="IPC kata", theme=MONOKAI, code_format=FORMAT, unique_id=file.stem)


def _console() -> Console:
    return Console(record=True, width=WIDTH, file=StringIO(), color_system="truecolor", force_terminal=True)


if __name__ == "__main__":
    main()
