"""The progress of a learner: one plain file, and the lines that say what to do now.

Progress follows from verdicts and from the answers: an exercise is solved if its answer passed and was not changed
since. If the file is lost, running the exercises again brings it back.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from kata.agent import texts
from kata.course.exercises import Exercise, answer_file
from kata.files import write_whole

FILE = "progress.json"
PASSED = "passed"


@dataclass(frozen=True)
class Entry:
    """The progress in one exercise.

    verdict: "passed", or the kind of its first failure; None before its first run. of: the fingerprint of the answer
    and tests that were judged. hints: how many rungs of its ladder were shown.
    """

    verdict: str | None = None
    of: str | None = None
    hints: int = 0


@dataclass(frozen=True)
class Progress:
    """The progress in all exercises.

    current: the label of the exercise at hand, None for the first that is not solved. entries: by label.
    """

    current: str | None = None
    entries: dict[str, Entry] = field(default_factory=dict)

    def entry(self, label: str) -> Entry:
        """The entry of an exercise; an empty one if it was never run."""
        return self.entries.get(label, Entry())


def digest(
    exercise: Exercise, tree: Path | None, read: Callable[[Path], bytes | None] = texts.read
) -> str | None:
    """A fingerprint of an answer with its tests, None if there is no answer. read: reads the answer."""
    try:
        text, test = read(answer_file(exercise, tree)), exercise.test.read_bytes()
    except OSError:
        return None
    return hashlib.sha256(b"\0".join((text, test))).hexdigest()[:32] if text is not None else None


def solved(path: Iterable[Exercise], tree: Path | None, progress: Progress) -> set[str]:
    """The labels of all answers that have passed and were not changed since."""
    return {
        exercise.label
        for exercise in path
        if (entry := progress.entry(exercise.label)).verdict == PASSED
        and entry.of is not None
        and entry.of == digest(exercise, tree)
    }


def read(memory: Path) -> tuple[Progress, str | None]:
    """The progress in a folder, and a sentence about a file that could not be read, which is set aside."""
    file = memory / FILE
    try:
        return _parsed(json.loads(file.read_text())), None
    except FileNotFoundError:
        return Progress(), None
    except (OSError, NotADirectoryError) as error:
        return Progress(), f"The progress in {file} cannot be read: {error.strerror}."
    except (ValueError, TypeError, AttributeError, RecursionError):
        aside = _free(memory, "progress.unreadable")
        with contextlib.suppress(OSError):
            file.rename(aside)
        return (
            Progress(),
            f"The progress file could not be understood: it is now {aside}, and a new one begins.",
        )


def _parsed(facts: Any) -> Progress:
    entries = {}
    for label, each in facts["exercises"].items() if "exercises" in facts else ():
        verdict, of, hints = each.get("verdict"), each.get("of"), each.get("hints", 0)
        if not isinstance(verdict, str | None) or not isinstance(of, str | None) or type(hints) is not int:
            raise TypeError
        entries[label] = Entry(verdict, of, max(hints, 0))
    current = facts.get("current")
    if not isinstance(current, str | None):
        raise TypeError
    return Progress(current, entries)


def _free(memory: Path, name: str) -> Path:
    number = 1
    while (memory / f"{name}.{number}").exists():
        number += 1
    return memory / f"{name}.{number}"


def change(memory: Path, how: Callable[[Progress], Progress]) -> tuple[Progress, str | None]:
    """Change the progress under a lock; return the new one, and a sentence about any trouble."""
    try:
        memory.mkdir(exist_ok=True)
        with _alone(memory):
            now, word = read(memory)
            now = how(now)
            _write(memory, now)
            return now, word
    except OSError as error:
        now, _ = read(memory)
        return how(now), f"Progress cannot be kept in {memory}: {error.strerror}."


@contextlib.contextmanager
def _alone(memory: Path) -> Iterator[None]:
    with open(memory / ".lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(memory: Path, progress: Progress) -> None:
    facts = {
        "about": "The memory of `kata`. It may be deleted: running the exercises again brings it back.",
        "current": progress.current,
        "exercises": {label: asdict(entry) for label, entry in sorted(progress.entries.items())},
    }
    write_whole(memory / FILE, (json.dumps(facts, indent=2) + "\n").encode())


def judged(verdicts: dict[str, tuple[str, str | None]]) -> Callable[[Progress], Progress]:
    """The change that verdicts make. verdicts: by label, each with the fingerprint of the answer and tests judged.

    An exercise that fails in another way than before has another ladder, which begins at its first rung.
    """

    def how(progress: Progress) -> Progress:
        new = {}
        for label, (verdict, of) in verdicts.items():
            before = progress.entry(label)
            new[label] = Entry(verdict, of, before.hints if before.verdict == verdict else 0)
        return replace(progress, entries=progress.entries | new)

    return how


def climbed(label: str, rungs: int) -> Callable[[Progress], Progress]:
    """The change of showing one more hint. rungs: how many there are."""

    def how(progress: Progress) -> Progress:
        entry = progress.entry(label)
        entries = progress.entries | {label: replace(entry, hints=min(entry.hints + 1, rungs))}
        return replace(progress, entries=entries)

    return how
