"""Who only polls is the cause of nothing, unless it may yet help."""

from dataclasses import replace

from kata.autopsy import pollers
from kata.autopsy.facts import End, Frame, Named, Thing, Wait
from kata.autopsy.frames import Task, Told
from kata.facts import Call, Descriptor, Poller, Process, Snapshot, Thread

BEATS = Poller(1, 2, "clock_nanosleep", 5, 3.0)
EVENT = Named("done", "event", "0x7f")


def told(*objects, names=(), tid=2):
    return {1: Told({tid: (Frame("a.py", 3, "beat", tuple(names), objects),)}, {}, names={tid: "heartbeat"})}


def wait(wants="lock", depends_on=((1, 2),), key=("lock", "event", 1, "0x7f"), side="waiter", ends=()):
    thing = Thing("A", "event", ends, key) if key else None
    return Wait(1, 1, "futex", None, thing, side, wants, depends_on)


def test_one_that_knows_what_others_wait_for_may_help():
    assert pollers.may_help([BEATS], [wait()], told(EVENT))
    assert not pollers.may_help([BEATS], [wait()], told(Named("other", "event", "0x80")))


def test_one_that_waits_for_the_same_does_not_help():
    source = {1: Told({2: (Frame(__file__, 3, "beat", (), (EVENT,)),)}, {})}
    assert pollers.may_help([BEATS], [wait()], source)


def test_one_whose_end_is_waited_for_may_help():
    for wants in ("thread", "child", "task"):
        assert pollers.may_help([BEATS], [wait(wants, key=None)], told())
    assert not pollers.may_help([BEATS], [wait("thread", ((1, 3),), key=None)], told())


def test_one_to_whom_strangers_may_give_work_may_help():
    server = Poller(1, 2, "poll", 5, 3.0, reachable=True)
    assert pollers.may_help([server], [wait()], told())
    assert not pollers.may_help([server], [wait(depends_on=((1, 3),))], told())


def test_what_strangers_may_end_is_in_doubt():
    assert pollers.may_help([BEATS], [wait("client", (), key=None)], told())
    outside = replace(wait("data", (), key=None), outside=True)
    assert pollers.may_help([BEATS], [outside], told())
    task = replace(wait("lock", (), key=None), tid=-2)
    loop = Poller(1, -1, "sleep", 5, 3.0)
    assert not pollers.may_help([loop], [task], told())
    assert pollers.may_help([replace(loop, reachable=True)], [task], told())


def test_of_one_that_cannot_be_asked_nothing_is_known():
    assert pollers.may_help([BEATS], [wait()], {})
    assert not pollers.may_help([BEATS], [wait(depends_on=((1, 3),))], {})


def test_one_that_knows_the_other_end_may_help():
    ends = (End(1, 3, "read"), End(1, 4, "write"))
    reads = wait("data", ((1, 0),), ("pipe", 77), "read", ends)
    assert pollers.may_help([BEATS], [reads], told(names=[("writer", 4, "number")]))
    assert not pollers.may_help([BEATS], [reads], told(names=[("reader", 3, "number")]))


def test_waits_with_a_limit_are_left_out_as_long_as_others_are_left():
    other = Wait(1, 3, "futex", None, None, None, "lock", ())
    idle = Wait(1, 4, "futex", None, None, None, "lock", (), library=True)
    assert pollers.for_good((wait(), other), {(1, 1)}) == (other,)
    assert pollers.for_good((wait(), idle), {(1, 1)}) == (wait(), idle)


def test_threads_and_tasks_with_a_limit():
    sleeps = Thread(2, "S", Call("clock_nanosleep", (), endless=False))
    reads = Thread(1, "S", Call("read", (), 3))
    snapshot = Snapshot((Process(1, 0, None, (reads, sleeps), (Descriptor(3, "pipe", 7),)),), {})
    tasks = {1: Told({}, {}, tasks={-1: Task(1, (), None, True), -2: Task(1, (), None)})}
    assert pollers.polling(snapshot, tasks) == {(1, 2), (1, -1)}
    assert [t.call for t in pollers.awake(snapshot).processes[0].threads] == [reads.call, None]
    loop = Poller(1, 1, "epoll_wait", 5, 3.0)
    assert [each.tid for each in pollers.with_tasks([loop], tasks)] == [-1]
    assert pollers.with_tasks([BEATS], tasks) == (BEATS,)


def test_they_are_named_once():
    who = {1: "parent", 9: "child"}
    alarm = Poller(9, 9, "alarm", 4, 3.2)
    assert pollers.meanwhile([BEATS, alarm], who, told()) == (
        " Thread heartbeat of the parent (5 times `sleep`) only polls and an alarm has rung 4 times in the child:"
        " nothing came of that in 3.2 s."
    )
    accepts = Poller(1, 3, "accept", 0, 3.0, reachable=True)
    assert pollers.meanwhile([accepts], who, told()) == ""
    many = pollers.meanwhile([BEATS] * 9, who, told())
    assert "and 7 others only poll:" in many
