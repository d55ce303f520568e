"""Find exercises by the names that people type, or say which names are similar."""

from __future__ import annotations

import difflib
from pathlib import Path

from kata.course.exercises import CHAPTER, Exercise
from kata.course.home import Problem

NEAR = 5  # names in a list of similar ones


def named(path: list[Exercise], text: str, current: str | None = None, base: Path | None = None) -> Exercise:
    """The exercise that a learner means by `another_one`, `03`, `01_pipe/03`, a label or a path. Raises Problem.

    current: a label, in whose chapter a bare number or name is looked for first. base: the folder of relative paths.
    """
    *chapter, name = _typed(text, base)
    found = [e for e in path if _means(name, e.name) and all(_means(typed, e.chapter) for typed in chapter)]
    here = [exercise for exercise in found if current and exercise.chapter == current.partition("/")[0]]
    found = here or found
    if len(found) > 1:
        raise Problem(f"{text} may be any of these: {', '.join(exercise.label for exercise in found)}.")
    if not found:
        raise Problem(_nothing(path, text))
    return found[0]


def several(
    path: list[Exercise], text: str, current: str | None = None, base: Path | None = None
) -> list[Exercise]:
    """The exercise that a learner means, or all of a chapter: `01_pipe`, `pipe` or a path.

    A bare number is an exercise. Arguments as for `named`.
    """
    *above, name = _typed(text, base)
    in_chapter = [e for e in path if _means(name, e.chapter)]
    if in_chapter and not above and not name.isdigit():
        return in_chapter
    return [named(path, text, current, base)]


def _typed(text: str, base: Path | None) -> tuple[str, ...]:
    """The one or two words of a name: the last parts of a path, from the chapter on, without the suffix."""
    parts = [part.removesuffix(".py").removeprefix("test_") for part in Path(text.strip()).parts]
    if parts and base is not None and parts[0] in (".", ".."):
        parts = list((base / text).resolve().with_suffix("").parts)
    at = next((i for i, part in enumerate(parts) if CHAPTER.fullmatch(part) and i >= len(parts) - 2), None)
    parts = parts[at:] if at is not None else parts[-2:]
    return tuple(parts) or ("",)


def _means(typed: str, name: str) -> bool:
    """Whether a name may be meant by the text typed: its number, its words, or all of it."""
    number, _, words = name.partition("_")
    if typed.isdigit():
        return int(typed) == int(number)
    return typed in (name, words)


def _nothing(path: list[Exercise], text: str) -> str:
    chapters = list(dict.fromkeys(exercise.chapter for exercise in path))
    in_chapter = [exercise.label for exercise in path if text.rstrip("/") == exercise.chapter]
    if in_chapter:
        return f"{text} is a chapter: name one of its exercises, {in_chapter[0]} to {in_chapter[-1]}."
    by_word = {exercise.name.partition("_")[2]: exercise.label for exercise in path}
    names = [*by_word, *(exercise.label for exercise in path), *chapters]
    close = difflib.get_close_matches(text, names, NEAR, 0.5)
    close += [name for name in by_word if text and text in name]
    near = list(dict.fromkeys(by_word.get(name, name) for name in close))[:NEAR]
    if not near:
        return f"There is no exercise {text}. `kata list` shows all of them."
    return f"There is no exercise {text}. Similar names: {', '.join(near)}."
