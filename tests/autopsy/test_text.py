"""A report is read on one screen, and what is to blame is marked in it, wherever it is shown."""

from dataclasses import replace

import pytest

from kata.autopsy import html, picture
from kata.autopsy.examine import Case, Sight, examine
from kata.autopsy.facts import Autopsy, End, Finding, Person, Thing, Wait
from kata.autopsy.text import ENDS, PEOPLE, WIDEST, blamed, lines, report
from kata.facts import Call, Opening, Process, Snapshot, Thread
from kata.learn import text
from kata.runner.facts import Failure
from kata.runner.reports import Words
from tests.autopsy.test_examine import PROGRAMS, autopsy_of
from tests.tools.record import FOLDER, load


def red(autopsy):
    return [" ".join(line.text.split()) for line in lines(autopsy) if line.blamed]


def autopsy_by_hand(*processes):
    return examine(Sight(Snapshot(processes, {}), {}), Case(processes[0].pid), "deadlock", 0.08)


def sleeper(pid, name, parent=1, **of_thread):
    thread = Thread(pid, "S", Call(name, (-1, 0, 0, 0)), **of_thread)
    return Process(pid, parent, None, (thread,), ())


def test_the_side_of_a_fifo_that_nobody_opens_is_to_blame():
    autopsy = autopsy_by_hand(sleeper(7, "openat", opening=Opening("/tmp/fifo", 9, "read", True)))
    assert autopsy.cause == "fifo-half-open"
    assert red(autopsy) == ["FIFO A `/tmp/fifo` write end nobody closed"]
    assert picture.svg(autopsy).count('class="blamed-text"') == 1


def test_a_child_that_does_not_end_is_to_blame():
    stopped = Process(8, 7, None, (Thread(8, "T", None),), ())
    autopsy = autopsy_by_hand(sleeper(7, "wait4"), stopped)
    assert autopsy.cause == "waiting-for-child"
    assert red(autopsy) == ["child 8 stopped"]
    assert "stopped  ✗" in picture.svg(autopsy)


def test_nothing_is_to_blame_where_the_reason_is_not_known():
    autopsy = autopsy_by_hand(sleeper(7, "nanosleep"))
    assert (autopsy.cause, red(autopsy), blamed(autopsy)) == ("unknown", [], ())


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_the_same_is_marked_in_the_text_the_picture_and_the_page(program):
    autopsy = autopsy_of(load(program.with_suffix(".json")))
    marks = len(blamed(autopsy))
    assert marks >= 1
    assert picture.svg(autopsy).count('class="blamed-text"') == marks
    page = html.page(autopsy)
    assert page.count("<b>") == marks
    assert all(picture.escape(report(autopsy).splitlines()[number]) in page for number in blamed(autopsy))


def many(blame, cause="other-write-end", wants="end"):
    """An autopsy of thirty processes, all of which hold the write end of a pipe. blame: pids."""
    pids = range(1, 31)
    ends = {pid: End(pid, 3, "write", "writer") for pid in pids}
    people = tuple(Person(pid, f"child {pid}", "blocked", call="read", tid=pid) for pid in pids)
    pipe = Thing("A", "pipe", tuple(ends.values()), ("pipe", 9))
    finding = Finding(cause, Wait(30, 30, "read", 4, pipe, "read", wants, ()), tuple(map(ends.get, blame)))
    return Autopsy("deadlock", 0.1, cause, "Why.", people, (pipe,), finding)


def test_what_is_to_blame_is_shown_however_much_there_is():
    assert [line.split()[-9:-7] for line in red(many([29, 30]))] == [["child", "29"], ["child", "30"]]
    assert len(lines(many([29, 30]))) < PEOPLE + ENDS + 10
    (waits,) = red(many([], "signal-never-comes", "signal"))
    assert waits == "child 30 30 read()"


def test_what_a_learner_writes_turns_nothing_red():
    person = Person(
        1, "parent", "blocked", call="read", source="read(3)  # keeps it open, does not read", tid=1
    )
    pipe = Thing("A", "pipe", (End(1, 4, "write", "writer"),), ("pipe", 9))
    finding = Finding("own-write-end", Wait(1, 1, "read", 3, pipe, "read", "end", ()), pipe.ends)
    autopsy = Autopsy("deadlock", 0.1, "own-write-end", "Why.", (person,), (pipe,), finding)
    assert "# keeps it open" in report(autopsy)
    assert len(red(autopsy)) == 1
    assert "# keeps it open" not in red(autopsy)[0]


def test_a_terminal_shows_in_red_what_is_marked_and_nothing_else():
    class Writer:
        def __init__(self):
            self.red = []

        def line(self, text, red, bold):
            self.red += [text] if red else []

    words = "HANG\n\n  parent  # keeps it open\n  child\n\nWhy."
    writer = Writer()
    Words(Failure("unknown", "HANG", words, (3,)), "test.py").toterminal(writer)
    assert writer.red == ["HANG", "  child"]
    assert [line.plain for line in text.failure(words, 80, [3]) if "red" in str(line.style)] == [
        "HANG",
        "  child",
    ]


def test_code_is_cut_off_where_it_would_split_the_columns():
    long = Person(
        1, "parent", "blocked", call="read", file="a.py", line=3, source="x = " + "long_name + " * 20
    )
    short = replace(long, pid=2, role="child", source="os.read(reader, 1)")
    told = Autopsy("deadlock", 0.1, "unknown", "Why.", (long, short), (), Finding("unknown"))
    rows = [line.text for line in lines(told)][2:4]
    assert rows[0].endswith(" …")
    assert len(rows[0]) <= WIDEST
    assert rows[1].endswith("a.py:3   os.read(reader, 1)")


def test_all_lines_are_shown_where_somebody_asks_for_that():
    holders = [*range(2, 30)]
    told = replace(many(holders), whole=True)
    assert not any("…" in line.text for line in lines(told))
    assert len(lines(told)) > len(lines(many(holders)))
    assert any("pytest -vv shows all" in line.text for line in lines(many(holders)))


def test_a_report_is_never_more_than_a_screen():
    recording = load(FOLDER / "own_write_end.json")
    parent, child = recording.snapshot.processes
    crowd = tuple(replace(parent, pid=parent.pid + 2 + n) for n in range(100))
    snapshot = replace(recording.snapshot, processes=(parent, child, *crowd))
    rows = report(autopsy_of(replace(recording, snapshot=snapshot))).splitlines()
    assert len(rows) < PEOPLE + ENDS + 10
    assert any(row.startswith("  100 children, all like child 2 ") for row in rows)
