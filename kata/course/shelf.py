"""Put stubs back, and keep the versions of a learner's answers; no version is ever overwritten.

`stubs.toml` holds a copy of every stub, because in a clone the learner fills in the stubs themselves.
"""

from __future__ import annotations

import ast
import os
from pathlib import Path

from kata import toml
from kata.course.exercises import Exercise, exercises
from kata.course.home import PROJECT, Home, Problem, answer
from kata.files import write_whole

STUBS = Path(__file__).with_name("stubs.toml")


def stub(exercise: Exercise) -> str:
    """The stub of an exercise, as the project has it."""
    with open(STUBS, "rb") as file:
        text: str | None = toml.load(file).get(exercise.label)
    if text is None:
        raise Problem(f"There is no stub of {exercise.label} in {STUBS.name}: `make stubs` writes it.")
    return text


def write_stubs(folder: Path) -> None:
    """Write `stubs.toml` from the exercises in a folder, none of which is filled in."""
    parts = ["# The stubs of all exercises, written by `make stubs`.\n"]
    for exercise in exercises(folder):
        parts.append(f"\n\"{exercise.label}\" = '''\n{exercise.stub.read_text(encoding='utf-8')}'''\n")
    STUBS.write_text("".join(parts), encoding="utf-8")


def story(exercise: Exercise) -> str:
    """The first line of the story of an exercise."""
    try:
        return (ast.get_docstring(ast.parse(stub(exercise))) or "").partition("\n")[0]
    except Problem:
        return ""


def reset(home: Home, exercise: Exercise) -> Path | None:
    """Put the stub back; return the file of the learner's version, None if there was nothing to keep."""
    file = answer(home, exercise).resolve()
    kept = _keep(home, exercise, file)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, stub(exercise).encode())
    return kept


def restore(home: Home, exercise: Exercise) -> tuple[Path, Path | None]:
    """Bring back the version that was kept last; return its file, and that of the version it replaces."""
    versions = kept_versions(home, exercise)
    if not versions:
        raise Problem(f"No version of {exercise.label} was kept: only `kata reset` keeps one.")
    file = answer(home, exercise).resolve()
    data = versions[-1].read_bytes()
    kept = _keep(home, exercise, file)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, data)
    return versions[-1], kept


def kept_versions(home: Home, exercise: Exercise) -> list[Path]:
    """The versions of an answer that were put aside, the newest last."""
    found = (home.memory / "kept" / exercise.chapter).glob(f"{exercise.name}.*.py")
    numbered = [(path.name.split(".")[-2], path) for path in found]
    return [path for number, path in sorted((int(n), path) for n, path in numbered if n.isdigit())]


def _keep(home: Home, exercise: Exercise, file: Path) -> Path | None:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    versions = kept_versions(home, exercise)
    if data == stub(exercise).encode() or (versions and versions[-1].read_bytes() == data):
        return None
    number = int(versions[-1].name.split(".")[-2]) + 1 if versions else 1
    kept = home.memory / "kept" / exercise.chapter / f"{exercise.name}.{number}.py"
    kept.parent.mkdir(parents=True, exist_ok=True)
    with open(kept, "xb") as out:  # never overwrites
        out.write(data)
        out.flush()
        os.fsync(out.fileno())  # before the original is replaced
    return kept


def begin(folder: Path) -> list[Path]:
    """Make a learner's own folder: the stubs and the chapters' READMEs. Files that exist stay as they are.

    Returns the files that were written; raises Problem for a folder that is part of a project.
    """
    source = PROJECT / "exercises"
    if not exercises(source):
        raise Problem(
            "The exercises were not installed with this command: take a clone, and `pip install -e .` there."
        )
    if exercises(folder) or exercises(folder / "exercises"):
        raise Problem(f"{folder} holds the exercises themselves: name a folder of your own.")
    if folder.exists() and not folder.is_dir():
        raise Problem(f"{folder} is a file: name a folder.")
    written = []
    for exercise in exercises(source):
        written += _new(folder / exercise.chapter / exercise.stub.name, stub(exercise))
    for readme in sorted(source.glob("[0-9][0-9]_*/README.md")):
        written += _new(folder / readme.parent.name / readme.name, readme.read_text(encoding="utf-8"))
    return written


def _new(file: Path, text: str) -> list[Path]:
    if file.exists():
        return []
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, text.encode())
    return [file]
