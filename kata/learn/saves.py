"""Tell of saves: watchfiles, in threads of its own, looks at the answers, the tests and `kata` itself."""

from __future__ import annotations

import contextlib
import os
import threading
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

import watchfiles

from kata.course.home import PROJECT, Home

STEP = 20  # milliseconds without another save before a run begins
STEP_OF_THE_PROJECT = 100  # the same for files that judge the answers


@dataclass
class Saves:
    """A watch for saves.

    told: a descriptor that can be read when there are new ones. files: saved files, a set for each burst. deaf: why
    saves are not seen any more, if so.
    """

    told: int
    tells: int
    files: SimpleQueue[set[Path]] = field(default_factory=SimpleQueue)
    deaf: str = ""


def watch(home: Home) -> Saves:
    """Look at everything that a verdict depends on, for the rest of this process."""
    told, tells = os.pipe()
    os.set_blocking(tells, False)
    saves = Saves(told, tells)
    project = home.exercises.parent
    places = [(home.answers, STEP, True), (PROJECT / "kata", STEP_OF_THE_PROJECT, True)]
    places.append((project, STEP_OF_THE_PROJECT, False))  # conftest.py, pyproject.toml
    if home.tree is not None:
        places.append((home.exercises, STEP_OF_THE_PROJECT, True))
    for folder, step, deep in places:
        threading.Thread(target=_follow, args=(saves, folder, step, deep), daemon=True).start()
    return saves


def new(saves: Saves) -> set[Path]:
    """The files that were saved since the last call; nothing is left to be read from `told`."""
    os.read(saves.told, 512)
    found: set[Path] = set()
    while not saves.files.empty():
        found |= saves.files.get()
    return found


def _follow(saves: Saves, folder: Path, step: int, deep: bool) -> None:
    changes = watchfiles.watch(
        folder, watch_filter=_matters, step=step, debounce=10 * step, recursive=deep, raise_interrupt=False
    )
    try:
        for batch in changes:
            saves.files.put({Path(name) for _, name in batch})
            _tell(saves)
    except (
        OSError,
        RuntimeError,
    ) as error:  # the folder is gone, or the kernel watches no more files: inotify(7)
        saves.deaf = f"Saves in {folder} are not seen ({error}): press r after them."
        _tell(saves)


def _tell(saves: Saves) -> None:
    with contextlib.suppress(BlockingIOError):
        os.write(saves.tells, b".")


def _matters(change: watchfiles.Change, name: str) -> bool:
    """Whether a file is a source or holds hints; editors and this project put other files beside them."""
    file = Path(name)
    return file.suffix in (".py", ".toml") and not any(
        part.startswith((".", "#")) for part in file.parts[-3:]
    )
