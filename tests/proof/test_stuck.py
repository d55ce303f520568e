"""A tree is stuck if nothing but pollers runs, and they change nothing for anybody else."""

from dataclasses import replace

import pytest

from kata.facts import Outside, Poller
from kata.kernel.heard import Alarm
from kata.proof.stuck import ROUNDS, WINDOW, doubt, goes_on, looked, pollers, reachable, without
from tests.tools.record import FOLDER, load

STEP = 0.01
REST = "0x0 0x0 0x0 0x7ffd0 0x7f4d1"
READS = f"0 0x3 0x7f00 0x1 {REST}"
SLEEPS = f"230 0x1 0x1 0x7ffd {REST}"
POLLS = f"7 0x7ffd 0x1 0x1f4 {REST}"
EPOLLS = "232 0x4 0x7ffd 0x1 0x1f4 0x0 0x0 0x7ffd0 0x7f4d1"
ACCEPTS = f"288 0x4 0x0 0x0 {REST}"
PERIOD = 0.5


def thread(tid, line, switches=7, pid=1, state="S"):
    return (pid, tid, state, line, str(switches))


def timeline(seconds, look, heard=(), worked=lambda: 0.0, period=PERIOD, step=STEP):
    """The pollers after so many seconds of looks. look: the passes at a time; period: of every wait with a limit; step:
    seconds between two looks."""
    rounds, now = None, 0.0

    def ends(sleep, call, since):
        return since + period, period

    for number in range(int(seconds / step) + 1):
        now = number * step
        rounds = looked(rounds, look(now), now, heard, ends, worked)
    return pollers(rounds, now, worked)


def beats(now, period=PERIOD):
    """The number of the wait of a heartbeat at a time."""
    return int(now / period + 1e-6)


def beside(now, line=SLEEPS):
    return (thread(1, READS), thread(2, line, beats(now)))


def test_a_heartbeat_beside_a_reader_is_all_that_runs():
    (poller,) = timeline(4, beside)
    assert (poller.pid, poller.tid, poller.call, poller.reachable) == (1, 2, "clock_nanosleep", False)
    assert poller.rounds >= ROUNDS
    assert poller.seconds == pytest.approx(4, abs=0.1)


def test_not_before_some_seconds_and_some_rounds():
    assert not timeline(WINDOW - 0.1, beside)
    assert not timeline(4, lambda now: (thread(1, READS), thread(2, SLEEPS, beats(now, 3))), period=3)


def test_one_long_wait_is_no_poller():
    assert not timeline(60, lambda now: (thread(1, READS), thread(2, SLEEPS, 1)))


def test_nothing_but_pollers_waits_for_nobody():
    assert not timeline(9, lambda now: (thread(1, SLEEPS, beats(now)), thread(2, POLLS, beats(now))))


def test_an_event_loop_that_polls_may_have_tasks_that_wait():
    assert timeline(9, lambda now: (thread(1, EPOLLS, beats(now)),))


def test_a_reader_that_goes_on_is_alive():
    assert not timeline(9, lambda now: (thread(1, READS, 7 + int(now)), thread(2, SLEEPS, beats(now))))


def test_another_call_of_the_reader_is_life():
    def look(now):
        line = READS if int(now) % 2 else READS.replace("0x3", "0x5", 1)
        return (thread(1, line), thread(2, SLEEPS, beats(now)))

    assert not timeline(9, look)


def test_threads_that_come_and_go_are_life():
    def look(now):
        return (*beside(now), *([thread(3, READS)] if int(now) % 2 else []))

    assert not timeline(9, look)


def test_a_wait_that_ends_before_its_limit_was_ended_by_somebody():
    """A server that polls twice a second, and is woken in the midst of each wait."""

    def look(now):
        return (thread(1, READS), thread(2, POLLS, beats(now, 0.3)))

    assert not timeline(9, look, period=PERIOD)


def test_a_poller_that_sleeps_more_often_than_its_waits_last_does_more():
    """It asks somebody in between, too shortly to be seen."""
    calls = 3

    def look(now):
        return (thread(1, READS), thread(2, SLEEPS, calls * beats(now)))

    assert not timeline(9, look)


def test_a_poller_that_polls_oftener_than_it_is_looked_at():
    period = 0.004
    assert timeline(4, lambda now: (thread(1, READS), thread(2, SLEEPS, beats(now, period))), period=period)


def test_whoever_calculates_does_more_than_to_wait():
    before, after = 10.0, 12.0
    seconds = iter((before, after))
    assert not timeline(9, beside, worked=lambda: next(seconds))
    seconds = iter((before, before + 0.1))
    assert timeline(9, beside, worked=lambda: next(seconds))


def test_a_tree_that_is_mostly_awake_is_not_stuck():
    assert not timeline(9, lambda now: beside(now) if round(now / STEP) % 20 == 0 else None)
    assert timeline(9, lambda now: beside(now) if round(now / STEP) % 5 == 0 else None), (
        "they wait for a core"
    )


def test_an_alarm_that_rings_again_and_again_is_a_poller():
    alarm = [Alarm(1, 0.5, 0.5)]
    (poller,) = timeline(4, lambda now: (thread(1, READS, beats(now)),), alarm)
    assert (poller.call, poller.rounds) == ("alarm", 8)
    assert not timeline(4, lambda now: (thread(1, READS, beats(now)),)), "nobody has heard of an alarm"
    assert timeline(9, lambda now: (thread(1, READS, beats(now)),), alarm, step=1.3), (
        "it rang twice between two looks"
    )
    assert not timeline(9, lambda now: (thread(1, READS, 3 * beats(now)),), alarm, step=1.3), (
        "it did more than that"
    )
    once = [Alarm(1, 0.5)]
    assert not timeline(4, lambda now: (thread(1, READS, beats(now)),), once)
    data = lambda now: (thread(1, READS, beats(now) + (now > 2.2)),)  # noqa: E731
    assert not timeline(4, data, alarm), "it went on when no alarm rang"


def test_whoever_accepts_clients_may_be_given_work():
    (heartbeat, server) = timeline(4, lambda now: (*beside(now), thread(3, ACCEPTS)))
    assert (server.call, server.reachable, server.rounds) == ("accept", True, 0)
    assert heartbeat.tid == 2
    assert not timeline(4, lambda now: (thread(1, ACCEPTS),)), "nobody else waits"


def test_what_has_moved_since_the_last_look_goes_on():
    rounds = looked(None, beside(0), 0.0, (), lambda *_: (0.0, 0.0))
    assert goes_on(rounds, beside(2))
    assert not goes_on(rounds, (thread(1, READS, 8), thread(2, SLEEPS, 0)))


@pytest.fixture
def hang():
    return load(FOLDER / "circular_wait.json")


def poller_in(snapshot, call="clock_nanosleep", **changes):
    """The snapshot with another thread in its first process, which polls; and that poller."""
    first, *others = snapshot.processes
    old = first.threads[0]
    call_of = replace(old.call, name=call, endless=False)
    polling = replace(old, tid=1, call=call_of, **changes)
    processes = (replace(first, threads=(*first.threads, polling)), *others)
    return replace(snapshot, processes=processes), Poller(first.pid, 1, call, 5, 3.0)


def test_all_else_goes_by_the_rules_of_the_proof(hang):
    snapshot, poller = poller_in(hang.snapshot)
    assert (
        doubt(snapshot, [], [], "open", Outside(), 1000.0) == "thread 1 is in a call that can end by itself"
    )
    assert doubt(snapshot, [poller], [], "open", Outside(), 1000.0) is None
    held = Outside(frozenset(("socket", inode) for inode in hang.snapshot.sockets))
    assert "leads outside" in doubt(snapshot, [poller], [], "open", held, 1000.0)


def test_only_the_alarm_that_rings_is_overlooked(hang):
    first = hang.snapshot.processes[0]
    snapshot = replace(hang.snapshot, processes=(replace(first, handles=(14,)), *hang.snapshot.processes[1:]))
    alarm = Alarm(first.pid, 999.0, 0.5)
    rings = Poller(first.pid, first.pid, "alarm", 5, 3.0)
    assert doubt(snapshot, [rings], [alarm], "open", Outside(), 1000.0) is None
    assert "SIGALRM" in doubt(snapshot, [], [], "open", Outside(), 1000.0)
    other = Alarm(hang.snapshot.processes[1].pid, 999.0, 0.5)
    assert "alarm" in doubt(snapshot, [rings], [alarm, other], "open", Outside(), 1000.0)
    assert without(snapshot, [rings]).processes[0].threads == first.threads


def test_who_was_forked_has_the_handler_of_an_alarm_that_rings_elsewhere(hang):
    first, *others = (replace(each, handles=(14,)) for each in hang.snapshot.processes)
    others = [replace(each, parent=first.pid) for each in others]
    snapshot = replace(hang.snapshot, processes=(first, *others))
    rings = Poller(first.pid, first.pid, "alarm", 5, 3.0)
    assert not any(each.handles for each in without(snapshot, [rings]).processes)
    below = Poller(others[-1].pid, others[-1].pid, "alarm", 5, 3.0)
    assert without(snapshot, [below]).processes[0].handles == (14,)


def test_a_server_that_polls_can_be_reached(hang):
    snapshot, poller = poller_in(hang.snapshot, "poll", polled=((99, "read"),))
    assert [each.reachable for each in reachable(snapshot, [poller], "open", Outside())] == [True]
    snapshot, poller = poller_in(hang.snapshot, "poll", polled=())
    assert [each.reachable for each in reachable(snapshot, [poller], "open", Outside())] == [False]
