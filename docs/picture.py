"""Makes the pictures in the README: what pytest and `kata` show when a stub hangs, and what `kata why` draws.

make picture
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from kata.course import progress, shelf
from kata.course.exercises import exercises
from kata.course.home import Home, answer
from kata.learn import page
from kata.runner import client

ROOT = Path(__file__).resolve().parent.parent
STUB = "exercises/01_pipe/03_another_one.py"
PICTURE = ROOT / "docs" / "autopsy.svg"
PROGRAM = "docs/sibling.py"
LOOP = ROOT / "docs" / "loop.svg"
DRAWING = ROOT / "docs" / "why.svg"
WIDTH = 118  # columns
# A picture that asks no other host for its font.
FORMAT = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def screen() -> str:
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
        for exercise in path[:2]:
            solution = ROOT / "solutions" / f"{exercise.label}.py"
            answer(where, exercise).write_bytes(solution.read_bytes())
        os.chdir(folder)
        server = client.start(where)
        verdicts = [client.run_all(server, [exercise.label])[0] for exercise in path[:3]]
        client.end(server)
        known = progress.judged({each.label: (each.kind, each.of) for each in verdicts})(progress.Progress())
        known = progress.climbed(path[2].label, 3)(known)
        place = page.Place(where, path, {exercise.label: shelf.story(exercise) for exercise in path}, False)
        state = page.State(path[2], known, verdicts[2], hints=True)
        lines, _ = page.screen(place, state, WIDTH, 24)
        os.chdir(ROOT)
        return lines


def main() -> None:
    draw([Text(f"$ pytest {STUB}", style="bold"), Text.from_ansi(screen())], PICTURE)
    draw(loop(), LOOP)
    command = [sys.executable, "-m", "kata", "why", "--svg", str(DRAWING), PROGRAM]
    subprocess.run(command, cwd=ROOT, stderr=subprocess.DEVNULL, check=False)
    print(f"wrote {PICTURE.relative_to(ROOT)}, {LOOP.relative_to(ROOT)} and {DRAWING.relative_to(ROOT)}")


def draw(lines: list[Text], file: Path) -> None:
    """Lines on a terminal, as a picture."""
    console = Console(
        record=True, width=WIDTH, file=StringIO(), color_system="truecolor", force_terminal=True
    )
    for line in lines:
        console.print(line)
    console.save_svg(str(file), title="IPC kata", theme=MONOKAI, code_format=FORMAT, unique_id=file.stem)


if __name__ == "__main__":
    main()
