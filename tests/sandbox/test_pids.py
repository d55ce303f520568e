"""Who is who behind walls, on what /proc would show."""

import pytest

from kata.facts import Process, Snapshot, Thread
from kata.kernel import procfs
from kata.sandbox import pids
from kata.sandbox.pids import number_inside

TEST, HOST, CHILD = 5_000_000, 5_000_001, 5_000_002  # no process has such a number
STATUS = {
    TEST: {"NSpid": f"{TEST}", "Seccomp_filters": "1"},
    HOST: {"NSpid": f"{HOST}\t2", "Seccomp_filters": "2"},
    CHILD: {"NSpid": f"{CHILD}\t7", "Seccomp_filters": "2"},
}


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    """What /proc shows of each process; it may be changed."""
    status = {pid: dict(lines) for pid, lines in STATUS.items()}

    def read(pid, *names, tid):
        if pid not in status:
            raise ProcessLookupError(pid)
        return [status[pid].get(name, "") for name in names]

    monkeypatch.setattr(procfs, "status", read)
    return status


def test_behind_namespaces_the_last_number_is_that_of_inside():
    assert [number_inside(pid, pid, 1) for pid in (TEST, HOST, CHILD)] == [None, 2, 7]


def test_without_namespaces_a_filter_more_tells_who_is_behind_walls(shown):
    for pid in (HOST, CHILD):
        shown[pid]["NSpid"] = str(pid)
    assert [number_inside(pid, pid, 1) for pid in (TEST, HOST, CHILD)] == [None, HOST, CHILD]
    assert number_inside(HOST, HOST, 2) is None


def test_who_has_gone_or_is_shown_by_no_kernel_is_behind_none(shown):
    shown[HOST] = {}
    assert [number_inside(pid, pid, 1) for pid in (HOST, 5_000_009)] == [None, None]


def test_numbers_of_inside_lead_to_those_that_an_autopsy_shows():
    """The process of an answer stands for that of its test; its children are shown as they are."""
    processes = tuple(Process(pid, 0, None, (Thread(pid, "S", None),), ()) for pid in (TEST, HOST, CHILD))
    written = [{"kind": "fork", "pid": 1}, {"kind": "apart", "pid": TEST, "host": HOST, "filters": 1}]
    known = pids.pids(Snapshot(processes, {}), written)
    assert known == pids.Pids({2: TEST, 7: CHILD}, {HOST: TEST}, 1)
