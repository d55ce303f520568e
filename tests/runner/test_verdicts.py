"""The verdict over a test: the reason that counts first, and how much of it is shown."""

import errno
import json
import os

import pytest

from kata import records
from kata.kernel.deeds import Deed
from kata.runner.altering import ALTERED, ask_for
from kata.runner.facts import Ending, Said
from kata.runner.listening import Alteration, written
from kata.runner.reports import shortened
from kata.runner.verdicts import beyond_judgement, judge


def by_test(file):
    return file == "test.py"


def write(folder, ending):
    (folder / "verdict.json").write_text(json.dumps(records.plain(ending)))


def test_long_output_keeps_its_beginning_and_its_end():
    lines = [f"line {n}" for n in range(1000)]
    short = shortened("\n".join(lines)).splitlines()
    assert (short[0], short[-1]) == ("line 0", "line 999")
    assert "… 960 lines left out …" in short
    assert shortened("one\ntwo") == "one\ntwo"
    assert len(shortened("x" * 100_000)) < 1000


@pytest.mark.parametrize(
    ("how", "words"),
    [("deadlock", "HANG after 0.06 s: nothing can wake"), ("timeout", "STILL RUNNING after 0.1 s")],
)
def test_a_verdict_stands_without_its_explanation(how, words, tmp_path):
    write(tmp_path, Ending(how, seconds=0.06, at=1.0, unexplained="KeyError: 5"))
    failure = judge(None, tmp_path, by_test)
    assert failure.text.startswith(words)
    assert failure.text.endswith("a fault of these exercises (KeyError: 5).")


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (
            Alteration(old="12345"),
            "Of the 5 bytes that were written first, the test has let the last 3 be lost",
        ),
        (Alteration(old="old", new="new"), "the test has changed bytes to b'new'"),
        (Alteration(inode=5, number=errno.EIO), "reads and writes fail with EIO"),
        (Alteration(status=7), "about to exit with status 7"),
    ],
)
def test_a_hang_after_an_alteration_tells_of_it(wanted, words, tmp_path):
    write(tmp_path, Ending("deadlock", seconds=0.06, at=1.0))
    ask_for(wanted, tmp_path)
    failure = judge(None, tmp_path, by_test)
    assert words not in failure.text, "nothing was altered yet"
    (tmp_path / "deeds").write_bytes(written(Deed(5, "write", data=ALTERED.encode())))
    assert words not in judge(None, tmp_path, by_test).text, "the answer has only written that word"
    (tmp_path / "deeds").write_bytes(written(Deed(5, ALTERED)))
    failure = judge(None, tmp_path, by_test)
    assert words in failure.text
    assert words in failure.summary


def test_a_crowd_whose_time_is_up_forks_in_a_loop(tmp_path):
    write(tmp_path, Ending("timeout", seconds=7.02, at=1.0, processes=109))
    failure = judge(None, tmp_path, by_test)
    assert (failure.kind, failure.text) == (
        "wrong",
        "The test had 109 processes after 7.0 s: does a child fork in a loop?",
    )
    write(tmp_path, Ending("timeout", seconds=5.0, at=1.0, processes=4))
    assert judge(None, tmp_path, by_test).kind == "timeout"


@pytest.mark.parametrize("error", [RecursionError, MemoryError, KeyError, UnicodeError, OSError])
def test_what_cannot_be_judged_has_failed(error):
    failure = beyond_judgement(error())
    assert failure.kind == "wrong"
    assert failure.summary == failure.text
    assert "cannot be read. Did the answer write to files that are not its own" in failure.text
    assert error.__name__ in failure.text


@pytest.mark.parametrize("line", ["5", "[]", '{"kind": "fork"}', "{}", "[" * 100_000, "\udcff"])
def test_notes_of_another_shape_are_no_pass(line, tmp_path):
    (tmp_path / "notes").write_bytes(os.fsencode(line) + b"\n")
    write(tmp_path, Ending("finished", 1, 0, survivors=(2,)))
    try:
        failure = judge(Said("passed", ""), tmp_path, by_test)
    except Exception as error:
        failure = beyond_judgement(error)
    assert failure is not None


@pytest.mark.parametrize(
    "facts",
    ["5", "[]", "{}", '{"how": 5}', '{"how": "finished", "status": "0"}', '{"how": "finished", "x": 1}'],
)
def test_a_word_of_the_keeper_that_is_none_is_no_pass(facts, tmp_path):
    (tmp_path / "verdict.json").write_text(facts)
    with pytest.raises(ValueError, match=r"Ending|str"):
        judge(Said("passed", ""), tmp_path, by_test)


def test_changed_signals_are_left_behind_where_the_test_asks_for_that(tmp_path):
    write(tmp_path, Ending("finished", 1, 0))
    changed = [
        {"kind": "setting", "pid": 1, "setting": name, "function": "f"}
        for name in ("handler of SIGTERM", "mask of signals")
    ]
    (tmp_path / "notes").write_text("".join(json.dumps(each) + "\n" for each in changed))
    assert judge(Said("passed", ""), tmp_path, by_test) is None
    with open(tmp_path / "notes", "a") as notes:
        notes.write(json.dumps({"kind": "asks", "pid": 1, "what": "signals"}) + "\n")
    failure = judge(Said("passed", ""), tmp_path, by_test)
    assert failure.kind == "left-behind"
    assert "another handler of SIGTERM, which `f` has set" in failure.summary
    assert "`f` has changed the mask (signal.pthread_sigmask)" in failure.summary


def test_processes_that_are_left_behind_are_told_by_their_state(tmp_path):
    write(tmp_path, Ending("finished", 1, 0, survivors=(3, 4, 6), stopped=(4,)))
    fork = {"kind": "fork", "file": "answer.py", "line": 7, "function": "f"}
    notes = [
        *({**fork, "pid": pid, "parent": parent} for pid, parent in ((2, 1), (3, 1), (4, 1), (5, 1), (6, 5))),
        {"kind": "left", "pid": 1, "what": "zombie", "child": 2},
        {"kind": "left", "pid": 1, "what": "stopped", "child": 4},
    ]
    (tmp_path / "notes").write_text("".join(json.dumps(each) + "\n" for each in notes))
    failure = judge(Said("passed", ""), tmp_path, by_test)
    for words in (
        "child 2 is a zombie, for nobody waited for it",
        "child 2 3 is still alive, for nobody waited for it",
        "child 3 4 is stopped (SIGCONT lets it go on), and nobody waited for it",
        "grandchild 6 is still alive, an orphan: its parent has ended before it",
    ):
        assert failure.summary.count(words) == 1, failure.summary
    assert failure.text.count("answer.py:7") == 1
