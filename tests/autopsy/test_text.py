"""A report is read on one screen."""

from dataclasses import replace

from kata.autopsy.text import ENDS, PEOPLE, report
from tests.autopsy.test_examine import autopsy_of
from tests.tools.record import FOLDER, load


def test_a_report_is_never_more_than_a_screen():
    recording = load(FOLDER / "own_write_end.json")
    parent, child = recording.snapshot.processes
    crowd = tuple(replace(parent, pid=parent.pid + 2 + n) for n in range(100))
    snapshot = replace(recording.snapshot, processes=(parent, child, *crowd))
    lines = report(autopsy_of(replace(recording, snapshot=snapshot))).splitlines()
    assert len(lines) < PEOPLE + ENDS + 10
    assert "  … and 94 more processes" in lines
