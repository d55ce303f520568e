"""Docstrings of `kata` begin with a verb or a noun, so that a reader knows at once what they are about."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RIDDLES = {"How", "Of", "Those", "What", "Whatever", "Where", "Which", "Who", "Whoever", "Whose", "Why"}
"""Words that begin a clause in place of the thing itself: "What was left" and not "Leftovers"."""


def docstrings(text: str) -> list[tuple[int, str]]:
    """The line and the text of every docstring, also of those behind a constant or a field."""
    bodies = (getattr(node, "body", None) for node in ast.walk(ast.parse(text)))
    statements = [statement for body in bodies if isinstance(body, list) for statement in body]
    texts = [
        each for each in statements if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
    ]
    return [(each.lineno, each.value.value.strip()) for each in texts if isinstance(each.value.value, str)]


def riddles(text: str) -> list[str]:
    return [f"{line}: {words[:60]}" for line, words in docstrings(text) if words.split(None, 1)[0] in RIDDLES]


@pytest.mark.parametrize(
    "file", sorted((ROOT / "kata").rglob("*.py")), ids=lambda file: str(file.relative_to(ROOT))
)
def test_a_docstring_names_the_thing_it_is_about(file):
    assert riddles(file.read_text()) == []


def test_a_riddle_is_found_wherever_it_stands():
    text = '"""What it is."""\nNAME = 1\n"""Of a name."""\ndef f():\n    """Return it."""\n'
    assert riddles(text) == ["1: What it is.", "3: Of a name."]
