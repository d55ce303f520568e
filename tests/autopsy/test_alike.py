"""Many that do the same are told as one, in sentences, rows, pictures and JSON."""

import pytest

from kata.autopsy import alike, picture
from kata.autopsy.examine import Case, Sight, examine
from kata.autopsy.facts import Frame, Named
from kata.autopsy.frames import Called, Told
from kata.autopsy.text import as_json, report
from kata.facts import Call, Descriptor, Process, Snapshot, Thread

CROWD = 200


def waiting_for_its_own_pipe(pid, pipe):
    thread = Thread(pid, "S", Call("read", (3,), 3))
    return Process(pid, 1, "worker", (thread,), (Descriptor(3, "pipe", pipe, "read"),))


def two_hundred_children():
    pids = range(2, 2 + CROWD)
    ends = tuple(Descriptor(10 + pid, "pipe", 100 + pid, "write") for pid in pids)
    parent = Process(1, 0, None, (Thread(1, "S", Call("wait4", (2**32 - 1, 0, 0, 0))),), ends)
    children = [waiting_for_its_own_pipe(pid, 100 + pid) for pid in pids]
    return examine(Sight(Snapshot((parent, *children), {}), {}), Case(1), "deadlock")


def three_hundred_threads():
    lock = (Named("lock", "lock", "7"),)
    tids = range(2, 302)
    stacks = {tid: (Frame("a.py", 5, "work", (), lock),) for tid in tids}
    stacks[1] = (Frame("a.py", 9, "main", (), ()),)
    calls = {tid: (Called("acquire", "lock", "7"),) for tid in tids}
    names = {tid: f"Thread-{tid}" for tid in tids}
    threads = tuple(Thread(tid, "S", Call("futex", (0, 128, 0, 0, 0, 0))) for tid in stacks)
    told = {1: Told(stacks, {}, calls=calls, names=names)}
    return examine(Sight(Snapshot((Process(1, 0, None, threads, ()),), {}), told), Case(1), "deadlock")


def test_two_hundred_children_are_told_as_one():
    autopsy = two_hundred_children()
    assert len(autopsy.people) == 2
    rows = report(autopsy).splitlines()
    assert any(row.startswith("  200 children, all like child") for row in rows), rows
    assert len(autopsy.summary) < 200
    assert "200 children" in autopsy.summary
    assert "like 199 other children" in autopsy.summary


def test_the_facts_and_the_picture_tell_them_as_one_too():
    autopsy = two_hundred_children()
    (parent, child) = as_json(autopsy)["processes"]
    assert (parent["alike"], len(child["alike"])) == ([], CROWD - 1)
    assert len(as_json(autopsy)["objects"]) == 1
    assert picture.svg(autopsy).count("<rect") == 2


def test_three_hundred_threads_are_told_as_one():
    autopsy = three_hundred_threads()
    row = next(row for row in report(autopsy).splitlines() if "300 threads" in row)
    assert "all like thread Thread-2" in row
    assert len(autopsy.people) == 2


def test_a_few_are_told_one_by_one():
    assert alike.together(["child", "child 2"]) == "the child and child 2"
    assert alike.doing([("child", "reads pipe A"), ("child 2", "reads pipe B")]) == (
        "the child reads pipe A and child 2 reads pipe B"
    )


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        (["parent", *(f"child {n}" for n in range(2, 9))], "the parent and 7 children"),
        ([f"grandchild {n}" for n in range(2, 9)], "7 grandchildren"),
        ([f"thread Thread-{n} (work)" for n in range(5)], "5 threads"),
        ([f"peer {n}" for n in range(2, 9)], "7 peers"),
    ],
)
def test_many_are_counted_by_their_kind(roles, words):
    assert alike.together(roles) == words


def test_who_does_something_else_is_told_beside_the_many():
    many = [(f"child {n}", f"waits for data from pipe {chr(60 + n)}") for n in range(5, 15)]
    assert alike.doing([("child", "waits for a signal"), *many]) == (
        "the child waits for a signal and child 5 waits for data from pipe A, like 9 other children"
    )
