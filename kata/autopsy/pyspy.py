"""Look from outside, with py-spy, where running Python processes stand.

Optional: `pip install ipc-kata[pyspy]`. If it is missing, or may not look, there are no lines and no names.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from kata.autopsy.facts import Frame
from kata.autopsy.frames import Told

PATIENCE = 5  # seconds for one process
FEW = 8  # processes that are looked at


def look(pids: Iterable[int], is_own: Callable[[str], bool]) -> dict[int, Told]:
    """The frames of those processes that are Pythons, without stopping them.

    Only the first FEW of them: each takes a tenth of a second and more. is_own: whether a file belongs to the program;
    a thread without such a file has only its innermost frame.
    """
    command = _command()
    if command is None:
        return {}
    found = {}
    for pid in islice(filter(_is_python, pids), FEW):
        options = ["dump", "--pid", str(pid), "--json", "--locals", "--nonblocking"]
        try:
            done = subprocess.run([command, *options], capture_output=True, text=True, timeout=PATIENCE)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            found[pid] = parse(done.stdout, is_own)
    return found


def _is_python(pid: int) -> bool:
    try:
        return "py" in os.path.basename(os.readlink(f"/proc/{pid}/exe"))
    except OSError:
        return False


def _command() -> str | None:
    beside = Path(sys.executable).with_name("py-spy")
    return str(beside) if beside.exists() else shutil.which("py-spy")


def parse(text: str, is_own: Callable[[str], bool]) -> Told:
    """Parse the output of `py-spy dump --json --locals` for one process."""
    threads: dict[int, tuple[Frame, ...]] = {}
    names: dict[int, str] = {}
    library = set()
    for thread in json.loads(text):
        frames = [_frame(each) for each in thread["frames"]]
        tid = int(thread["os_thread_id"] or (thread["pid"] if _is_main(frames) else 0))
        own = tuple(frame for frame in frames if is_own(frame.file))
        threads[tid] = own or tuple(frames[:1])
        if not own:
            library.add(tid)
        if thread["thread_name"]:
            names[tid] = thread["thread_name"]
    return Told(threads, {}, names=names, library=frozenset(library))


def _is_main(frames: list[Frame]) -> bool:
    """Whether frames are of the main thread, which began with a module: before Python 3.11, py-spy does not tell."""
    return bool(frames) and frames[-1].function == "<module>"


def _frame(frame: dict[str, Any]) -> Frame:
    """Parse a frame. Only numbers are known by the text of a value; some of them are names of descriptors."""
    numbers = [
        (each["name"], each["repr"]) for each in frame["locals"] or () if (each["repr"] or "").isdigit()
    ]
    names = tuple((name, int(number), "number") for name, number in numbers)
    return Frame(frame["filename"], frame["line"], frame["name"], names)
