"""The verdict over a test: what counts first, and how much of it is shown."""

import json
import os
from types import SimpleNamespace

import pytest

from kata.runner import verdicts
from kata.runner.verdicts import judge, shortened


def by_test(file):
    return file == "test.py"


def test_long_output_keeps_its_beginning_and_its_end():
    lines = [f"line {n}" for n in range(1000)]
    short = shortened("\n".join(lines)).splitlines()
    assert (short[0], short[-1]) == ("line 0", "line 999")
    assert "… 960 lines left out …" in short
    assert shortened("one\ntwo") == "one\ntwo"
    assert len(shortened("x" * 100_000)) < 1000


@pytest.mark.parametrize(
    ("end", "words"),
    [("deadlock", "HANG after 0.06 s: nothing can wake"), ("timeout", "STILL RUNNING after 0.1 s")],
)
def test_a_verdict_stands_without_its_explanation(end, words, tmp_path):
    facts = {"status": None, "end": end, "seconds": 0.06, "at": 1.0, "unexplained": "KeyError: 5"}
    (tmp_path / "verdict.json").write_text(json.dumps(facts))
    failure = judge(None, tmp_path, tmp_path / "answer.py", by_test)
    assert failure["text"].startswith(words)
    assert failure["text"].endswith("a fault of these exercises (KeyError: 5).")


@pytest.mark.parametrize("error", [RecursionError, MemoryError, KeyError, UnicodeError, OSError])
def test_what_cannot_be_judged_has_failed(error, tmp_path, monkeypatch):
    def read_end(folder):
        raise error

    monkeypatch.setattr(verdicts, "read_end", read_end)
    failure = judge(None, tmp_path, tmp_path / "answer.py", by_test)
    assert failure["kind"] == "wrong"
    assert failure["summary"] == failure["text"]
    assert "cannot be read: did the answer write into files that are not its own" in failure["text"]
    assert error.__name__ in failure["text"]


@pytest.mark.parametrize("line", ["5", "[]", '{"kind": "fork"}', "{}", "[" * 100_000, "\udcff"])
def test_notes_of_another_shape_are_no_pass(line, tmp_path):
    (tmp_path / "notes").write_bytes(os.fsencode(line) + b"\n")
    end = {"status": 0, "end": "finished", "test": 1, "left": [{"what": "process", "child": 2}]}
    (tmp_path / "verdict.json").write_text(json.dumps(end))
    assert judge(SimpleNamespace(failed=False), tmp_path, tmp_path / "answer.py", by_test) is not None
