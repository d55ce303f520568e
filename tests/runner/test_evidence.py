"""What an answer does is heard, however it does it; the facts in a list of deeds."""

import sys

import pytest

from kata.kernel.deeds import Deed
from kata.runner.evidence import Made, told_by
from kata.runner.flows import Flow
from kata.sandbox import walls
from tests.tools.judge import ROOT, judge, project

DEEDS = ROOT / "tests/deeds"
REFUSED = {
    "test_fails_when_it_is_over[naps_until_its_child_has_exited]": "sleeps for a time of its own",
    "test_fails_when_it_is_over[spins_until_its_child_has_exited]": "never sleeps: it spins",
    "test_fails_when_it_has_not_slept[receive_spinning]": "never sleeps: it spins",
    "test_fails_when_it_has_not_slept[receive_napping]": "sleeps for a time of its own",
    "test_fails_when_it_leaves_all": "never sleeps: it spins",
    "test_fails_when_it_has_come_back": "it did not wait",
    "test_fails_when_it_does_not_wait_again": "when 1 of 2 things had come",
    "test_fails_when_it_sleeps_only_later": "never sleeps: it spins",
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="deeds are heard on Linux only")
@pytest.mark.parametrize("options", [(), ("--apart",)], ids=["in one process", "apart"])
def test_deeds_are_heard_and_told(options, tmp_path):
    if "--apart" in options and walls.kind() is None:
        pytest.skip("no sandbox can be had here")
    results = judge(None, *options, root=project(tmp_path, DEEDS, "01_deeds"))
    assert len(results) > 10
    failed = {
        result.test: f"{result.summary}\n{result.text}" for result in results if result.outcome != "passed"
    }
    for name, words in REFUSED.items():
        assert words in failed.pop(name, "it passed")
    assert not failed, "\n".join(f"{test}: {text}" for test, text in failed.items())


def test_the_facts_in_a_list_of_deeds():
    pipe = ("pipe", 77)
    deeds = [
        Deed(10, "pipe"),
        Deed(10, "fork"),
        Deed(11, "born"),
        Deed(11, "write", thing=pipe, size=3),
        Deed(11, "write", thing=pipe, size=4),
        Deed(10, "read", thing=pipe, size=100),
        Deed(11, "exec", program="/bin/cat"),
        Deed(11, "exit", (2,)),
        Deed(10, "signal", (11, 15)),
        Deed(10, "pair", (1, 2, 0)),
        Deed(10, "nap"),
        Deed(10, "wait", (0,)),
        Deed(10, "wait", (1,)),
        Deed(10, "resize", (4096,), thing=pipe),
        Deed(10, "write", thing=("socket", 78), size=9),
    ]
    did = told_by(deeds)
    assert (did.forks, did.pipes, did.processes) == (1, 1, (Made(11, ("/bin/cat",), 2),))
    assert (did.pairs, did.sockets, did.signals, did.sizes) == (((1, 2, 0),), (), ((11, 15),), (4096,))
    assert (did.naps, did.looks, did.waits) == (1, 1, 1)
    assert (did.own_forks, told_by([Deed(11, "born"), Deed(11, "fork")]).own_forks) == (1, 0)
    assert (did.passed(), did.passed(by=[11]), did.passed(to=[11]), did.killed) == (7, 7, 0, ())
    assert did.writers == {10, 11}
    assert did.order == ((11, "write", 77), (10, "read", 77), (11, "exit", 0), (10, "write", 78))
    assert did.story("write", "exit") == ["child writes", "child exits", "parent writes"]
    assert did.story("write", inode=78) == ["parent writes"]
    assert did.story("write", "exit", inode=77) == ["child writes", "child exits"]
    assert did.flows[0] == Flow(11, "pipe", 77, "write", 7, 2, 4)
    assert (did.through("pipe"), did.through("socket"), did.written()) == (7, 0, 16)
    assert (did.written("pipe", by=[10]), did.reads("pipe"), did.reads(inode=78)) == (0, 1, 0)


def test_no_more_bytes_have_passed_than_somebody_asked_for():
    pipe = ("pipe", 77)
    wrote = [
        Deed(11, "born"),
        Deed(11, "write", thing=pipe, size=100),
        Deed(11, "read", thing=pipe, size=100),
    ]
    assert told_by(wrote).passed() == 0, "nobody else has read"
    assert told_by([*wrote, Deed(10, "read", thing=pipe, size=1)]).passed() == 1
    assert told_by([*wrote, Deed(10, "read", thing=pipe, size=0)]).passed() == 100, (
        "a call that tells no size"
    )
    assert told_by([*wrote, Deed(10, "read", thing=pipe, size=500)]).passed(by=[11], to=[10]) == 100
    assert told_by([*wrote, Deed(10, "read", thing=pipe, size=500)]).asked(by=[10]) == 500


def test_what_was_said():
    pipe = ("pipe", 77)
    said = [Deed(11, "write", thing=pipe, size=2, data=each) for each in (b"on", b"e\n")]
    did = told_by([*said, Deed(12, "write", thing=pipe, size=3, data=b"two")])
    assert did.said(b"one\n", by=[11])
    assert not did.said(b"one", by=[12])
    assert not did.said(b"two", by=[])
    assert did.said(b"e\ntwo", by=[11, 12])
    beside = told_by([said[0], Deed(12, "write", thing=pipe, size=3, data=b"two"), said[1]])
    assert beside.said(b"one", by=[11, 12]), "what others write in between does not matter"
    assert told_by([Deed(11, "write", thing=pipe, size=2)]).said(b"one", by=[11]), (
        "of splice(2), nothing is known"
    )


def test_who_only_looks_has_not_waited():
    look, wait = Deed(10, "wait", (1,)), Deed(10, "wait", (0,))
    assert told_by([look]).only_looked
    assert not told_by([]).only_looked
    assert not told_by([look, wait]).only_looked
    assert not told_by([Deed(11, "born"), Deed(11, "exec", program="/bin/cat"), look]).only_looked


def test_who_was_killed():
    deeds = [Deed(11, "born"), Deed(12, "born"), Deed(11, "exit", (0,)), Deed(10, "signal", (12, 0))]
    assert told_by(deeds).killed == ()
    assert told_by([*deeds, Deed(10, "signal", (12, 9))]).killed == (12,)


def test_who_was_ended_by_an_alarm_of_its_own():
    deeds = [Deed(11, "born"), Deed(12, "born"), Deed(11, "exit", (0,)), Deed(11, "alarm", (500,))]
    assert told_by(deeds, now=1.0).killed == (), "it has exited all the same"
    assert told_by([*deeds, Deed(12, "alarm", (500,))], now=1.0).killed == (12,)
    assert told_by([*deeds, Deed(12, "alarm", (1500,))], now=1.0).killed == (), "it is to ring later"
    called_off = [*deeds, Deed(12, "alarm", (500,)), Deed(12, "alarm", (0,))]
    assert told_by(called_off, now=1.0).killed == ()


def test_who_exited_before_its_pipe_broke():
    exits = [Deed(11, "exit", (0,)), Deed(12, "exit", (0,)), Deed(12, "leaves", thing=("pipe", 77))]
    assert told_by(exits).unbroken == {12}


def test_who_asks_for_more_than_there_was_has_met_the_end():
    pipe = ("pipe", 77)
    reads = [Deed(10, "read", thing=pipe, size=size) for size in (10, 10, 10)]
    assert told_by(reads).met_end(20)
    assert not told_by(reads).met_end(21)
    assert not told_by([Deed(10, "read", thing=pipe, size=4096)]).met_end(20), "that was all, and it took it"
    assert told_by([*reads[:1], Deed(11, "read", thing=pipe, size=0)]).met_end(20), (
        "a call that tells no size"
    )
    assert not told_by(reads).met_end(20, "socket")
