"""Makes the pictures in the README: what a learner's terminal shows when a stub hangs, and what kata why draws.

make picture
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
STUB = "exercises/01_pipe/03_another_one.py"
PICTURE = ROOT / "docs" / "autopsy.svg"
PROGRAM = "docs/sibling.py"
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


def main() -> None:
    console = Console(
        record=True, width=WIDTH, file=StringIO(), color_system="truecolor", force_terminal=True
    )
    console.print(Text(f"$ pytest {STUB}", style="bold"))
    console.print(Text.from_ansi(screen()))
    console.save_svg(str(PICTURE), title="IPC kata", theme=MONOKAI, code_format=FORMAT, unique_id="autopsy")
    command = [sys.executable, "-m", "kata", "why", "--svg", str(DRAWING), PROGRAM]
    subprocess.run(command, cwd=ROOT, stderr=subprocess.DEVNULL, check=False)
    print(f"wrote {PICTURE.relative_to(ROOT)} and {DRAWING.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
