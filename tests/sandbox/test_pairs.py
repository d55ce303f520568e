"""A test and its answer that runs apart, joined to the one story that an autopsy tells."""

from dataclasses import replace

import pytest

from kata.autopsy.facts import Frame, Named
from kata.autopsy.frames import Told
from kata.facts import Call, Descriptor, Process, Snapshot, Thread
from kata.sandbox.pairs import _renumbered, joined
from kata.sandbox.pids import Pids
from kata.sandbox.wire import OURS

TEST, HOST, CHILD, WALL = 5_000_000, 5_000_001, 5_000_002, 5_000_003  # no process has such a number
LINK = OURS + 4
WRITTEN = [{"kind": "apart", "pid": TEST, "host": HOST, "link": LINK, "walls": (WALL,)}]
KNOWN = Pids({2: TEST, 7: CHILD}, {HOST: TEST}, 1)
PIPE, CHANNEL = Descriptor(3, "pipe", 9, "read"), Descriptor(LINK, "socket", 10)
READS, ASKS = Call("read", (3,), 3), Call("recvfrom", (LINK,), LINK)


def process(pid, parent, call, *descriptors, state="S"):
    return Process(pid, parent, None, (Thread(pid, state, call),), descriptors)


def seen(*processes, **facts):
    return joined(Snapshot(processes, {}, **facts), WRITTEN, KNOWN)


WALLS = process(WALL, TEST, Call("wait4", (-1,)))
WAITING = process(TEST, 1, ASKS, CHANNEL)
AT_WORK = process(HOST, WALL, READS, PIPE, CHANNEL)


def test_while_the_answer_is_at_work_it_stands_for_its_test():
    (shown,) = seen(WAITING, WALLS, AT_WORK).processes
    assert shown == process(TEST, 1, READS, PIPE), (
        "without the channel, under the pid and the parent of the test"
    )


@pytest.mark.parametrize("polls", [((LINK, "read"),), ((3, "read"), (LINK, "both"))])
def test_a_test_that_polls_the_channel_waits_on_it_too(polls):
    thread = replace(WAITING.threads[0], call=Call("poll", ()), polled=polls)
    (shown,) = seen(replace(WAITING, threads=(thread,)), AT_WORK).processes
    assert shown.threads[0].call == READS


def test_while_the_test_is_at_work_its_answer_is_left_out():
    test, host = process(TEST, 1, READS, PIPE, CHANNEL), process(HOST, WALL, ASKS, CHANNEL)
    (shown,) = seen(test, WALLS, host).processes
    assert shown == process(TEST, 1, READS, PIPE)


def test_an_answer_that_has_exited_stands_for_nobody():
    (shown,) = seen(WAITING, process(HOST, WALL, None, state="Z")).processes
    assert shown == process(TEST, 1, ASKS)


def test_a_child_of_the_answer_is_one_of_its_test():
    _, shown = seen(WAITING, AT_WORK, process(CHILD, HOST, READS, PIPE)).processes
    assert (shown.pid, shown.parent) == (CHILD, TEST)


@pytest.mark.parametrize(("name", "arguments"), [("wait4", (7, 0)), ("waitid", (1, 7, 0))])
def test_the_child_that_is_waited_for_is_meant_by_the_number_that_is_shown(name, arguments):
    (shown,) = seen(WAITING, process(HOST, WALL, Call(name, arguments), CHANNEL)).processes
    expected = tuple(CHILD if number == 7 else number for number in arguments)
    assert shown.threads[0].call == Call(name, expected)


def test_locks_of_the_answer_are_held_by_its_test():
    assert seen(WAITING, AT_WORK, locks={9: (HOST, 4)}).locks == {9: (TEST, 4)}


@pytest.mark.parametrize(("kind", "key"), [("thread", str(CHILD)), ("child", str(CHILD)), ("lock", "7")])
def test_a_thread_that_is_joined_is_meant_by_the_number_that_is_shown(kind, key):
    frame = Frame("answer.py", 1, "serve", objects=(Named("waiting", kind, "7"),))
    shown = _renumbered(Told({2: (frame,)}, {}), KNOWN)
    assert shown.threads[TEST][0].objects == (Named("waiting", kind, key),)
