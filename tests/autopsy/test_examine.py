"""Recorded and live hangs are explained: the cause, the names and the words are right."""

import ast
import json
import sys

import pytest

from kata import toml
from kata.autopsy.actors import forks
from kata.autopsy.cause import diagnose
from kata.autopsy.examine import Case, Sight, examine
from kata.autopsy.holders import things
from kata.autopsy.text import as_json, lines, report
from kata.autopsy.waits import waits
from tests.tools.judge import ROOT
from tests.tools.record import FOLDER, load, record, to_json

LIVE = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="/proc")]
PROGRAMS = sorted(FOLDER.glob("*.py"))


def autopsy_of(recording, proved=True):
    sight = Sight(recording.snapshot, recording.told, forks(recording.notes))
    return examine(sight, Case(recording.root, base=str(ROOT)), "deadlock" if proved else "timeout", 0.08)


def expected(program, recording):
    facts = toml.loads(ast.get_docstring(ast.parse(program.read_text())))
    frames = [frame for told in recording.told.values() for frame in told.frames]
    numbers = {name: fd for frame in frames for name, fd, _ in frame.names}
    facts["summary"] = facts["summary"].format(**numbers)
    facts["blamed"] = [words.format(**numbers) for words in facts["blamed"]]
    return facts


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
@pytest.mark.parametrize("live", [False, pytest.param(True, marks=LIVE)])
def test_the_cause_and_the_sentence(program, live, tmp_path):
    file = program.with_suffix(".json")
    if live:
        file = tmp_path / "recorded.json"
        file.write_text(to_json(record(program)))
    recording = load(file)
    facts, autopsy = expected(program, recording), autopsy_of(recording)
    assert autopsy.cause == facts["cause"], report(autopsy)
    assert autopsy.summary == facts["summary"]
    assert [person.role for person in autopsy.people] == facts["people"]
    red = [" ".join(line.text.split()) for line in lines(autopsy) if line.blamed]
    assert len(red) == len(facts["blamed"]), red
    assert all(words in line for words, line in zip(facts["blamed"], red, strict=True)), red


def test_every_cause_of_a_hang_in_these_chapters_is_recorded():
    causes = {toml.loads(ast.get_docstring(ast.parse(program.read_text())))["cause"] for program in PROGRAMS}
    assert causes >= {
        "own-write-end",
        "other-write-end",
        "nobody-reads",
        "circular-wait",
        "no-more-data",
        "peer-gone-datagram",
        "waiting-for-child",
        "unflushed-buffer",
        "nobody-connects",
        "signal-never-comes",
        "lock-never-released",
    }


def test_a_report_on_the_screen():
    rows = report(autopsy_of(load(FOLDER / "own_write_end.json"))).splitlines()
    pids = [rows[2].split()[1], rows[3].split()[1]]
    names = [" ".join(row.split()) for row in rows]
    assert names == [
        "HANG after 0.08 s: every process of this test is asleep, and nothing can wake any of them.",
        "",
        f"parent {pids[0]} read(lines, fd 3) tests/recorded/own_write_end.py:16 return [line for line in lines]",
        f"child {pids[1]} has exited, status 0",
        "",
        "pipe A write end parent writer (fd 4) <- keeps it open (made on line 11)",
        "read end parent lines (fd 3) <- waits for data or the end",
        "",
        "The parent waits for the end of pipe A, but it still holds the write end itself: `writer` (fd 4).",
    ]
    assert max(map(len, rows)) < 120


def test_the_same_facts_as_plain_values():
    facts = json.loads(json.dumps(as_json(autopsy_of(load(FOLDER / "own_write_end.json")))))
    assert facts["verdict"] == "deadlock"
    assert facts["cause"] == "own-write-end"
    assert facts["seconds"] == 0.08
    parent, child = facts["processes"]
    assert (parent["role"], parent["state"], parent["call"], parent["name"]) == (
        "parent",
        "blocked",
        "read",
        "lines",
    )
    assert parent["file"].endswith("own_write_end.py")
    assert (parent["line"], parent["source"]) == (16, "return [line for line in lines]")
    assert child["state"] == "has exited, status 0"
    (pipe,) = facts["objects"]
    assert (pipe["id"], pipe["kind"]) == ("A", "pipe")
    assert [(end["end"], end["name"]) for end in pipe["ends"]] == [("write", "writer"), ("read", "lines")]
    assert facts["blame"] == [{"pid": parent["pid"], "fd": 4, "end": "write", "name": "writer"}]


def test_without_a_proof_the_sentence_is_a_probable_one():
    autopsy = autopsy_of(load(FOLDER / "own_write_end.json"), proved=False)
    assert autopsy.verdict == "timeout"
    assert autopsy.summary.startswith("Probably: the parent waits for the end of pipe A")
    assert report(autopsy).startswith("STILL RUNNING after 0.1 s")


def test_without_an_answer_of_the_processes_names_are_left_out():
    recording = load(FOLDER / "own_write_end.json")
    autopsy = examine(Sight(recording.snapshot, {}), Case(recording.root), "deadlock", 0.08)
    assert "fd 4" in report(autopsy)
    assert "writer" not in report(autopsy)
    assert "None" not in report(autopsy)


def test_who_depends_on_whom():
    recording = load(FOLDER / "nobody_reads.json")
    objects = things(recording.snapshot, recording.told)
    parent, child = waits(recording.snapshot, objects, recording.told)
    assert (parent.wants, parent.depends_on) == ("child", ((child.pid, 0),))
    assert (child.wants, child.depends_on) == ("room", ((parent.pid, 0),))
    assert (child.thing, child.side) == (objects[0], "write")
    assert diagnose((parent, child), recording.snapshot).wait == child


def test_the_ends_of_a_pair_of_sockets_are_two_and_one_of_them_is_closed():
    recording = load(FOLDER / "peer_gone_datagram.json")
    (pair,) = things(recording.snapshot, recording.told)
    assert pair.kind == "datagram socket pair"
    assert [(end.side, end.name) for end in pair.ends] == [("end 2", "ours")]
    assert "end 1   nobody   closed" in report(autopsy_of(recording))


def test_nothing_is_said_of_a_tree_in_which_nobody_waits():
    assert diagnose((), load(FOLDER / "ring.json").snapshot).cause == "unknown"
