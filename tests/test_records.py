"""Dataclasses come back from JSON as they were, and nothing else does."""

import json
from dataclasses import dataclass
from typing import Literal

import pytest

from kata import records
from kata.grade.facts import Judged, Result
from kata.runner.facts import Failure, Test


@dataclass(frozen=True)
class Leaf:
    text: str
    number: int | None = None


@dataclass(frozen=True)
class Tree:
    kind: Literal["oak", "elm"]
    seconds: float
    leaf: Leaf | None = None
    leaves: tuple[Leaf, ...] = ()
    is_tall: bool = False


@pytest.mark.parametrize("tree", [
    Tree("oak", 1.5),
    Tree("elm", 0.0, Leaf("a"), (Leaf("b", 1), Leaf("c")), is_tall=True),
])  # fmt: skip
def test_what_is_written_is_read_again(tree):
    assert records.read(Tree, json.loads(json.dumps(records.plain(tree)))) == tree


def test_what_has_its_default_is_left_out():
    assert records.plain(Tree("oak", 1.0, Leaf("a"))) == {
        "kind": "oak",
        "seconds": 1.0,
        "leaf": {"text": "a"},
    }


@pytest.mark.parametrize("facts", [
    None, 5, "oak", [], {}, {"kind": "oak"}, {"kind": "fir", "seconds": 1.0}, {"kind": "oak", "seconds": "1"},
    {"kind": "oak", "seconds": True}, {"kind": ["oak"], "seconds": 1}, {"kind": "oak", "seconds": 1, "more": 1},
    {"kind": "oak", "seconds": 1, "leaf": {}}, {"kind": "oak", "seconds": 1, "leaf": {"text": 5}},
    {"kind": "oak", "seconds": 1, "leaves": {"text": "a"}}, {"kind": "oak", "seconds": 1, "leaves": [None]},
    {"kind": "oak", "seconds": 1, "is_tall": 1}, {"kind": "oak", "seconds": 1, "is_tall": None},
    {"kind": "oak", "seconds": 1, "leaf": {"text": "a", "number": 1.0}}, {5: "oak"},
])  # fmt: skip
def test_all_else_is_refused(facts):
    with pytest.raises(ValueError, match=r"Tree|Leaf| for "):
        records.read(Tree, facts)


def test_a_subclass_is_no_plain_value():
    class Text(str):
        pass

    with pytest.raises(ValueError, match="Text for"):
        records.read(Leaf, {"text": Text("a")})


def test_a_result_on_disk_is_what_it_was():
    """Version 1: others read these files."""
    hang = Failure("own-write-end", "s", "t", (2,), {"cause": "own-write-end"}, "<svg/>", 1.5)
    tests = (
        Test("test_a", None, ""),
        Test("test_b", hang, "printed"),
        Test("test_c", Failure("wrong", "s", "t"), ""),
    )
    result = Result(
        "alice", "00", "11", "", "3.12.1", "graded", "", 1.0, (Judged("01_a/01_b", "failed", 0.5, tests),)
    )
    facts = {
        "id": "alice", "submission_sha256": "00", "key": "11", "sandbox": "", "python": "3.12.1", "status": "graded",
        "reason": "", "seconds": 1.0, "exercises": [{"label": "01_a/01_b", "state": "failed", "seconds": 0.5, "tests": [
            {"name": "test_a", "failure": None, "output": ""},
            {"name": "test_b", "output": "printed", "failure": {"kind": "own-write-end", "summary": "s", "text": "t",
             "blamed": [2], "autopsy": {"cause": "own-write-end"}, "picture": "<svg/>", "at": 1.5}},
            {"name": "test_c", "failure": {"kind": "wrong", "summary": "s", "text": "t"}, "output": ""},
        ]}],
    }  # fmt: skip
    assert records.plain(result) == facts
    assert records.read(Result, facts) == result
