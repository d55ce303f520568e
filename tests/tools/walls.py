"""The ways to run the tests of grading: each kind of walls, started by root or by nobody."""

import contextlib
import functools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tools.judge import ROOT, environment

NOBODY = 65534
ASK = "import json; from kata.sandbox import walls as s; print(json.dumps([s.kind(), s.reason_against_landlock()]))"


@dataclass(frozen=True)
class Walls:
    """A kind of walls and a user. kind: "bwrap" or "landlock". user: to start it, None for the user of the tests."""

    kind: str
    user: int | None = None

    def __str__(self) -> str:
        return self.kind if self.user is None else f"{self.kind}-by-nobody"


USUAL = Walls("bwrap")
OTHERS = (Walls("landlock"), Walls("bwrap", NOBODY), Walls("landlock", NOBODY))
EVERY = [USUAL, *(pytest.param(walls, marks=pytest.mark.soak) for walls in OTHERS)]
OF_THIS_USER = EVERY[:2]


def run(walls: Walls, command: list[str], folder: Path, timeout: float) -> subprocess.CompletedProcess:
    """Run a command of the project with these walls. folder: for its temporary files."""
    known = environment() | {"PATH": path(walls.kind), "HOME": str(folder), "TMPDIR": str(folder)}
    who = {} if walls.user is None else {"user": walls.user, "group": walls.user, "extra_groups": []}
    return subprocess.run(
        command, cwd=ROOT, env=known, capture_output=True, text=True, timeout=timeout, check=False, **who
    )


@contextlib.contextmanager
def folder_for(walls: Walls) -> Iterator[Path]:
    """An empty folder that the user of these walls may write to, and all may read."""
    with tempfile.TemporaryDirectory(prefix="kata-walls-") as name:
        os.chmod(name, 0o755)
        if walls.user is not None:
            os.chown(name, walls.user, walls.user)
        yield Path(name)


def need(walls: Walls) -> None:
    """Skip the test if this machine cannot have such walls."""
    if reason := reason_against(walls):
        pytest.skip(reason)


@functools.cache
def reason_against(walls: Walls) -> str | None:
    """The reason why this machine cannot have such walls; None if it can."""
    if sys.platform != "linux":
        return "there are walls on Linux only"
    if walls.user is not None and os.geteuid() != 0:
        return "only root can be somebody else"
    with folder_for(walls) as folder:
        try:
            done = run(walls, [sys.executable, "-c", ASK], folder, 60)
        except PermissionError:
            return f"others may not start {sys.executable}"
    if done.returncode != 0:
        return f"others may not start {sys.executable}, or read {ROOT}"
    kind, against_landlock = json.loads(done.stdout)
    return None if kind == walls.kind else against_landlock or "bubblewrap cannot be had here"


@functools.cache
def _without_bwrap() -> tempfile.TemporaryDirectory:
    """A folder of links to all programs of PATH but one."""
    links = tempfile.TemporaryDirectory(prefix="kata-path-")
    os.chmod(links.name, 0o755)
    for program in (each for folder in os.get_exec_path() for each in Path(folder).glob("*")):
        link = Path(links.name, program.name)
        if program.name != "bwrap" and not link.is_symlink():
            link.symlink_to(program)
    return links


def path(kind: str) -> str:
    """The PATH with which such walls are found."""
    return os.environ["PATH"] if kind == "bwrap" else _without_bwrap().name
