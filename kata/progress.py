"""How far along the path a learner is, and the lines that say what to do now."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kata.answers import Exercise, answer_file

SOLVED = "kata/solved"  # in pytest's cache
REMEMBERED = 500  # digests of answers that passed


def digest(exercise: Exercise, tree: Path | None) -> str | None:
    """A fingerprint of an answer with its tests, None if there is no answer: solved is what passed unchanged."""
    try:
        parts = answer_file(exercise, tree).read_bytes(), exercise.test.read_bytes()
    except OSError:
        return None
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def known(config: pytest.Config) -> list[str]:
    """The digests of all answers that have passed, the newest last."""
    cache = getattr(config, "cache", None)  # not there with -p no:cacheprovider
    return list(cache.get(SOLVED, [])) if cache is not None else []


def remember(config: pytest.Config, passed: list[str], failed: list[str]) -> list[str]:
    """Add and take away digests; what is known afterwards."""
    kept = [each for each in known(config) if each not in passed and each not in failed] + passed
    cache = getattr(config, "cache", None)
    if cache is not None:
        cache.set(SOLVED, kept[-REMEMBERED:])
    return kept


def last_lines(
    path: list[Exercise], solved: set[str], failed: Exercise | None, tree: Path | None, base: Path
) -> list[str]:
    """What to edit, what to run, and where on the path one is. solved: labels. base: what paths are relative to."""
    ahead = [exercise for exercise in path if exercise.label not in solved]
    then = failed or (ahead[0] if ahead else None)
    lines = []
    if failed is not None:
        lines.append(f"edit   {_relative(answer_file(failed, tree), base)}")
    if then is not None:
        answers = f" --answers {_relative(tree, base)}" if tree is not None else ""
        lines.append(f"run    pytest {_relative(then.stub, base)}{answers}")
    if failed is not None:
        lines.append(f"hint   {_relative(failed.stub.with_name('hints.toml'), base)}")
    goal = f", next: {ahead[0].label}" if ahead else ", the path is complete"
    return [*lines, f"path   {len(path) - len(ahead)} of {len(path)}{goal}"]


def _relative(path: Path, base: Path) -> str:
    try:
        return str(path.relative_to(base))
    except ValueError:
        return str(path)
