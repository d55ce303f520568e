"""The last lines of a run: which file to edit and which command to type next."""

from __future__ import annotations

from pathlib import Path

from kata.course.exercises import Exercise, answer_file


def last_lines(
    path: list[Exercise],
    solved: set[str],
    failed: Exercise | None,
    tree: Path | None,
    base: Path,
    own: bool = False,
    has_command: bool = False,
) -> list[str]:
    """The lines that say which file to edit, which command to run, and how far along the path this is.

    solved: labels. base: the folder that paths are relative to. own: whether the tree is a learner's own folder.
    has_command: whether `kata` can be typed here.
    """
    ahead = [exercise for exercise in path if exercise.label not in solved]
    then = failed or (ahead[0] if ahead else None)
    lines = []
    if failed is not None:
        lines.append(f"edit   {relative(answer_file(failed, tree), base)}")
    if then is not None and (own or tree is None):
        lines.append(f"run    pytest {relative(answer_file(then, tree), base)}")
    elif then is not None:
        lines.append(f"run    pytest {relative(then.stub, base)} --answers {relative(tree or base, base)}")
    if failed is not None:
        file = relative(failed.stub.with_name("hints.toml"), base)
        hints = f"kata hint {failed.label}" if own or has_command else file
        lines.append(f"hint   {hints}")
    goal = f", next: {ahead[0].label}" if ahead else ", the path is complete"
    return [*lines, f"path   {len(path) - len(ahead)} of {len(path)}{goal}"]


def relative(path: Path, base: Path) -> str:
    """A path as one would type it in the folder `base`."""
    try:
        return str(path.relative_to(base))
    except ValueError:
        return str(path)
