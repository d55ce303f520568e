"""The promises of an exercise: each sentence of its docstrings, and the tests that would fail without it.

They stand in the hints.toml of the chapter, in the table `promises` of the exercise: the sentence as a key, its white
space made single, and the tests in a list. An empty list says that a sentence only describes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

END = re.compile(r"(?<=[.?!])\s+|\n\s*\n")


def sentences(docstring: str) -> list[str]:
    """The sentences of a docstring, their white space made single."""
    return [" ".join(sentence.split()) for sentence in END.split(docstring.strip()) if sentence.strip()]


def flaws(
    docstrings: Iterable[str | None], functions: Iterable[str], table: Mapping[str, list[str]]
) -> Iterator[str]:
    """Sentences without a place in the table, tests without a sentence, and either that is not there, in words.

    docstrings: of the functions of a stub. functions: the names of those in its test file.
    """
    known = [sentence for docstring in docstrings for sentence in sentences(docstring or "")]
    tests = [name for name in functions if name.startswith("test_")]
    named = [name for names in table.values() for name in names]
    yield from (f"`promises` lacks {each!r}." for each in known if each not in table)
    yield from (f"`promises` has {each!r}, which no docstring says." for each in table if each not in known)
    yield from (f"`promises` names {each}, which is no test." for each in named if each not in tests)
    yield from (
        f"`promises` does not say which sentence needs {each}." for each in tests if each not in named
    )
