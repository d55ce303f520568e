"""The words of a report: roles, lists, failures, notes, and how much of them is shown."""

import errno
import json
import os
import signal
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from kata.agent import loading, notes
from kata.autopsy.actors import ending, listed, roles, the
from kata.autopsy.sentence import held
from kata.autopsy.text import ENDS, PEOPLE, place, report
from kata.course import exercises
from kata.facts import End
from kata.runner import server, verdicts
from kata.runner.failures import describe, note_comparison
from kata.runner.verdicts import judge, shortened
from tests.autopsy.test_examine import autopsy_of
from tests.tools.judge import PATH, ROOT
from tests.tools.record import FOLDER, load


def fork(pid, parent, file="answer.py"):
    return {"kind": "fork", "pid": pid, "parent": parent, "file": file}


def by_test(file):
    return file == "test.py"


def test_processes_are_called_by_their_place_in_the_story():
    written = [fork(11, 10), fork(12, 10), fork(13, 11), fork(14, 13)]
    assert roles(10, [10, 11, 12, 13, 14], written, by_test) == {
        10: "parent",
        11: "child",
        12: "child 2",
        13: "grandchild",
        14: "great-grandchild",
    }


def test_a_process_that_has_gone_keeps_its_place():
    assert roles(10, [10, 12], [fork(11, 10), fork(12, 10)], by_test)[12] == "child 2"


def test_what_a_test_forks_is_a_peer():
    written = [fork(11, 10, "test.py"), fork(12, 10, "test.py"), fork(13, 11)]
    assert roles(10, [10, 11, 12], written[:2], by_test) == {10: "your process", 11: "peer", 12: "peer 2"}
    assert roles(10, [10, 11, 13], [written[0], written[2]], by_test)[13] == "child of the peer"


def test_a_lone_process_is_yours():
    assert roles(10, [10], [], by_test) == {10: "your process"}


def test_what_a_fork_server_forks_is_a_child_of_the_one_that_it_serves():
    services = {11: "fork server", 12: "resource tracker"}
    assert roles(10, [10, 11, 12, 13], [fork(13, 11)], by_test, services) == {
        10: "parent",
        13: "child",
        **services,
    }
    assert roles(10, [10, 12], [], by_test, services)[10] == "your process"


def test_words_in_a_sentence():
    assert [the("parent"), the("child 2"), the("your process")] == ["the parent", "child 2", "your process"]
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert held([End(1, 6, "write", "writer"), End(1, 7, "write")]) == "`writer` (fd 6) and fd 7"


def test_a_wait_status_in_words():
    assert ending(3 << 8) == "status 3"
    assert ending(signal.SIGTERM) == "killed by SIGTERM"
    assert ending(signal.SIGKILL | 0x80) == "killed by SIGKILL"
    assert ending(0x7E) == "killed by signal 126"


def test_a_report_is_never_more_than_a_screen():
    recording = load(FOLDER / "own_write_end.json")
    parent, child = recording.snapshot.processes
    crowd = tuple(replace(parent, pid=parent.pid + 2 + n) for n in range(100))
    snapshot = replace(recording.snapshot, processes=(parent, child, *crowd))
    lines = report(autopsy_of(replace(recording, snapshot=snapshot))).splitlines()
    assert len(lines) < PEOPLE + ENDS + 10
    assert "  … and 94 more processes" in lines


def test_long_output_keeps_its_beginning_and_its_end():
    lines = [f"line {n}" for n in range(1000)]
    short = shortened("\n".join(lines)).splitlines()
    assert (short[0], short[-1]) == ("line 0", "line 999")
    assert "… 960 lines left out …" in short
    assert shortened("one\ntwo") == "one\ntwo"
    assert len(shortened("x" * 100_000)) < 1000


def raised(function, *arguments):
    try:
        function(*arguments)
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def load_answer(folder, source):
    file = folder / "01_thing.py"
    file.write_text(source)
    return loading.load(file), file


def test_an_error_of_the_system_is_explained(tmp_path):
    answer, file = load_answer(tmp_path, "import os\ndef f(fd):\n    return os.read(fd, 1)\n")
    failure = describe(raised(answer.f, 10_000), file, Path("test_01_thing.py"))
    assert failure.summary == "`f` raised OSError: [Errno 9] Bad file descriptor"
    assert "That is EBADF: this descriptor is not open" in failure.text
    assert f"{place(str(file), 3)}   return os.read(fd, 1)" in failure.text
    assert "kata/" not in failure.text


def test_what_is_not_written_yet_is_said_in_its_own_words(tmp_path):
    answer, file = load_answer(tmp_path, "def f():\n    raise NotImplementedError('read until the end')\n")
    failure = describe(raised(answer.f), file, Path("test_01_thing.py"))
    assert (failure.kind, failure.summary) == ("not-written", "Not written yet: read until the end")


def test_a_syntax_error_names_its_place(tmp_path):
    error = raised(load_answer, tmp_path, "def f(:\n    pass\n")
    failure = describe(error, tmp_path / "01_thing.py", Path("test_01_thing.py"))
    assert failure.summary.startswith(f"SyntaxError in {place(str(tmp_path / '01_thing.py'), 1)}: ")
    assert "def f(:" in failure.text


def test_a_missing_file_and_a_missing_function(tmp_path):
    assert "01_none.py is missing" in str(raised(loading.load, tmp_path / "01_none.py"))
    answer, _ = load_answer(tmp_path, "x = 1\n")
    assert str(raised(lambda: answer.f)) == "01_thing.py has no `f`: its tests call it."
    assert not hasattr(answer, "__wrapped__")


def test_a_comparison_is_a_sentence(tmp_path):
    test = tmp_path / "test_01_thing.py"
    test.write_text(
        "def test(answer, name):\n"
        "    if name == 'call':\n        assert answer.f(1) == [2]\n"
        "    if name == 'value':\n        value = answer.f(1)\n        assert value == [2]\n"
        "    assert answer.f(1) == [2], 'in words of its own'\n"
    )

    def failed(name):
        space = {}
        exec(compile(test.read_text(), str(test), "exec"), space)
        error = raised(space["test"], SimpleNamespace(f=lambda number: [number]), name)
        note_comparison([1], [2])  # pytest calls this, and has a text of its own
        if not str(error):
            error.args = ("assert [1] == [2]\n  At index 0 diff: 1 != 2\n  Use -v to get more diff",)
        return describe(error, tmp_path / "01_thing.py", test)

    assert failed("call").summary == "`f(1)` returned [1], expected [2]"
    assert failed("value").summary == "`value` is [1], expected [2]"
    assert failed("none").summary == "in words of its own"
    assert failed("call").text.splitlines()[1:3] == ["  At index 0 diff: 1 != 2", ""]


@pytest.mark.parametrize("number", [errno.EPIPE, errno.ECONNRESET, errno.EAGAIN])
def test_an_error_in_the_test_itself_is_explained_too(number, tmp_path):
    failure = describe(
        OSError(number, os.strerror(number)), tmp_path / "01_thing.py", Path("test_01_thing.py")
    )
    assert f"That is {errno.errorcode[number]}: " in failure.text


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


@pytest.mark.parametrize("reports", ["[]", "{", "[5]", '[{"outcome": "passed"}]', "[" * 100_000])
def test_no_report_is_the_end_of_the_server_or_a_pass(reports, tmp_path):
    (tmp_path / "reports.json").write_text(reports)
    told = server.result(SimpleNamespace(folder=tmp_path))
    assert (told["failure"]["kind"], told["output"]) == ("wrong", "")


@pytest.mark.parametrize("line", ["5", "[]", '{"kind": "fork"}', "{}", "[" * 100_000, "\udcff"])
def test_notes_of_another_shape_are_no_pass(line, tmp_path):
    (tmp_path / "notes").write_bytes(os.fsencode(line) + b"\n")
    end = {"status": 0, "end": "finished", "test": 1, "left": [{"what": "process", "child": 2}]}
    (tmp_path / "verdict.json").write_text(json.dumps(end))
    assert judge(SimpleNamespace(failed=False), tmp_path, tmp_path / "answer.py", by_test) is not None


def test_notes_are_lines_and_a_line_cut_short_is_left_out(tmp_path):
    file = tmp_path / "notes"
    assert notes.read(file) == []
    file.write_text('{"kind": "fork", "pid": 1}\n{"kind": "ala\n{"kind": "escape", "pid": 2}\n{"kind": "fo')
    assert [note["kind"] for note in notes.read(file)] == ["fork", "escape"]


def test_exercises_are_found_in_the_order_of_the_path():
    assert [exercise.label for exercise in PATH] == sorted(exercise.label for exercise in PATH)
    first = PATH[0]
    assert (first.chapter, first.name) == ("01_pipe", "01_write_then_read")
    assert exercises.of_stub(first.stub) == exercises.of_test(first.test) == first
    assert exercises.answer_file(first, Path("solutions")) == Path("solutions/01_pipe/01_write_then_read.py")
    assert exercises.label_of("exercises/01_pipe/test_01_write_then_read.py::test_it[a/b]") == first.label


@pytest.mark.parametrize(
    "file", ["tests/runner/test_words.py", "exercises/conftest.py", "exercises/01_pipe/hints.toml"]
)
def test_other_files_are_no_exercises(file):
    assert exercises.of_test(ROOT / file) is None
    assert exercises.of_stub(ROOT / file) is None
