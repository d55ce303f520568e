"""Who only polls is the cause of nothing, unless it may yet help."""

from dataclasses import replace

from kata.autopsy import pollers
from kata.autopsy.facts import End, Frame, Level, Named, Reached, Thing, Wait
from kata.autopsy.frames import Called, Task, Told
from kata.facts import Call, Descriptor, Poller, Process, Snapshot, Thread

BEATS = Poller(1, 2, "clock_nanosleep", 5, 3.0)
NUMBER = Reached(numbers=(4,))
EVENT = Named("done", "event", "0x7f")


def told(*things, names=(), tid=2, calls=("set",), file="", line=3, function="beat"):
    """The answer of a process in which one thread polls. things: that its variables reach; names: to descriptors."""
    objects = tuple((each.kind, each.key, ()) for each in things)
    reached = {"thing": Reached(objects, tuple(fd for _, fd, _ in names), (), frozenset(calls))}
    level = Level(file, line, function, True, frozenset(), reached)
    stack = (Frame("a.py", 3, "beat", tuple(names), things),)
    return {
        1: Told({tid: stack}, {}, names={tid: "heartbeat"}, levels={tid: (level,)}, daemons=frozenset({tid}))
    }


def wait(wants="lock", depends_on=((1, 2),), key=("lock", "event", 1, "0x7f"), side="waiter", ends=()):
    thing = Thing("A", "event", ends, key) if key else None
    return Wait(1, 1, "futex", None, thing, side, wants, depends_on)


def test_one_that_knows_what_others_wait_for_may_help():
    assert pollers.may_help([BEATS], [wait()], told(EVENT))
    assert not pollers.may_help([BEATS], [wait()], told(Named("other", "event", "0x80")))


def test_only_a_call_that_ends_the_wait_is_of_help():
    assert pollers.may_help([BEATS], [wait()], told(EVENT, calls=["put", "set"]))
    assert not pollers.may_help([BEATS], [wait()], told(EVENT, calls=["put"]))
    lock = wait(key=("lock", "lock", 1, "0x7f"))
    assert not pollers.may_help([BEATS], [lock], told(Named("a", "lock", "0x7f"), calls=["set"]))
    assert pollers.may_help([BEATS], [lock], told(Named("a", "lock", "0x7f"), calls=["release"]))
    gets = replace(wait(key=("lock", "queue", 1, "0x7f")), operation="get")
    assert not pollers.may_help([BEATS], [gets], told(Named("a", "queue", "0x7f"), calls=["get"]))
    assert pollers.may_help([BEATS], [gets], told(Named("a", "queue", "0x7f"), calls=["put"]))
    assert pollers.may_help([BEATS], [gets], told(Named("a", "queue", "0x7f"), calls=["getattr"]))


def test_calls_that_may_do_anything_help_anybody():
    for call in ("kill", "_exit", "fork", "eval"):
        assert pollers.may_help([BEATS], [wait(depends_on=())], told(calls=[call]))
    assert not pollers.may_help([BEATS], [wait(depends_on=())], told(calls=["raise"]))


def test_the_handlers_of_an_alarm_are_its_code():
    alarm = Poller(1, 1, "alarm", 5, 3.0)
    unasked, idle = told(), {1: replace(told()[1], handlers={14: Reached()})}
    assert pollers.may_help([alarm], [wait(depends_on=())], unasked), "nobody can say what they do"
    assert not pollers.may_help([alarm], [wait(depends_on=())], idle)
    for reached in (Reached((("event", "0x7f", ("set",)),)), Reached(calls=frozenset({"raise"}))):
        helps = {1: replace(told()[1], handlers={14: reached})}
        assert pollers.may_help([alarm], [wait(depends_on=())], helps)


def test_a_search_that_was_given_up_says_nothing():
    half = told()
    level = half[1].levels[2][0]
    level = replace(level, reached={"thing": replace(level.reached["thing"], complete=False)})
    assert pollers.may_help([BEATS], [wait(depends_on=())], {1: replace(half[1], levels={2: (level,)})})
    assert pollers.may_help([BEATS], [wait(depends_on=())], {1: replace(half[1], levels={})})


def test_the_first_thread_ends_the_program_unless_others_keep_it():
    first = Poller(1, 1, "clock_nanosleep", 5, 3.0)
    counts = told(tid=1)
    counts = {1: replace(counts[1], daemons=frozenset({3}))}
    daemon, other = (replace(wait(depends_on=()), tid=tid) for tid in (3, 4))
    assert pollers.may_help([first], [daemon], counts, root=1)
    assert not pollers.may_help([first], [daemon, other], counts, root=1)
    assert not pollers.may_help([first], [daemon], counts, root=9)
    assert not pollers.may_help([replace(first, tid=2)], [daemon], told(), root=1)


def test_a_thread_of_a_library_is_helped_as_well():
    known = told(EVENT)
    calls = {5: (Called("wait", "event", "0x7f"),)}
    known = {1: replace(known[1], library=frozenset({5}), calls=calls)}
    serves = replace(wait(depends_on=(), key=None), tid=5, library=True)
    assert pollers.may_help([BEATS], [wait(key=None, depends_on=())], known, beside=[serves])
    other = {1: replace(known[1], calls={5: (Called("wait", "event", "0x80"),)})}
    assert not pollers.may_help([BEATS], [wait(key=None, depends_on=())], other, beside=[serves])


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
    assert not pollers.may_help([loop], [task], told(tid=-1))
    assert pollers.may_help([replace(loop, reachable=True)], [task], told(tid=-1))


def test_of_one_that_cannot_be_asked_nothing_is_known():
    assert pollers.may_help([BEATS], [wait()], {})
    assert pollers.may_help([BEATS], [wait(depends_on=((1, 3),))], {}), "it is in the same process"
    assert not pollers.may_help([replace(BEATS, pid=9)], [wait(depends_on=((1, 3),))], {})


def test_one_that_knows_the_other_end_may_help():
    ends = (End(1, 3, "read"), End(1, 4, "write"))
    reads = wait("data", ((1, 0),), ("pipe", 77), "read", ends)
    assert pollers.may_help([BEATS], [reads], told(names=[("writer", 4, "number")]))
    assert not pollers.may_help([BEATS], [reads], told(names=[("reader", 3, "number")]))
    number = {1: replace(told()[1], levels={2: (Level("", 3, "beat", True, frozenset(), {"n": NUMBER}),)})}
    assert not pollers.may_help([BEATS], [reads], number), "it is a number by chance"
    raw = replace(NUMBER, calls=frozenset({"os.write"}))
    number = {1: replace(told()[1], levels={2: (Level("", 3, "beat", True, frozenset(), {"n": raw}),)})}
    assert pollers.may_help([BEATS], [reads], number)


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


def test_one_that_has_exited_meanwhile_may_have_got_what_it_waited_for():
    def seen(state):
        threads = (Thread(1, "S", None), Thread(2, state, None))
        return Snapshot((Process(1, 0, None, threads, ()),), {})

    assert pollers.are_there([BEATS], seen("S"))
    assert pollers.are_there([BEATS], seen("R"))
    assert not pollers.are_there([BEATS], seen("Z"))
    assert not pollers.are_there([BEATS], Snapshot((), {}))
