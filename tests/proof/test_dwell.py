"""When a proof is asked for, and when to look again, on numbers alone."""

from dataclasses import replace

import pytest

from kata.proof.dwell import (
    DWELL,
    HURRY,
    LONG,
    PERIOD,
    SETTLED,
    SHARE,
    SOON,
    Dwell,
    begun,
    hurry,
    is_due,
    looked,
    pause,
    vetoed,
)

NEEDED = DWELL["sealed"]
SLEEP = ((1, 1, "S", "0 0x3", "7"),)
OTHER = ((1, 1, "S", "0 0x3", "8"),)


def asleep(since: float) -> Dwell:
    return looked(begun(NEEDED, since), SLEEP, since)


def test_a_proof_is_due_when_one_sleep_has_lasted_for_the_dwell():
    dwell = asleep(10.0)
    assert not is_due(dwell, 10.0 + NEEDED * 0.9)
    assert is_due(dwell, 10.0 + NEEDED)


def test_nothing_is_due_while_somebody_runs():
    assert not is_due(begun(NEEDED, 10.0), 1000.0)
    assert not is_due(looked(asleep(10.0), None, 11.0), 1000.0)


@pytest.mark.parametrize("between", [None, OTHER])
def test_another_sleep_begins_a_dwell_of_its_own(between):
    dwell = looked(asleep(10.0), between, 10.04)
    dwell = looked(dwell, SLEEP, 10.05)
    assert (dwell.since, dwell.asked) == (10.05, 10.05)
    assert not is_due(dwell, 10.0 + NEEDED)
    assert is_due(dwell, 10.05 + NEEDED)


def test_the_same_sleep_goes_on():
    dwell = asleep(10.0)
    assert looked(dwell, SLEEP, 10.04) == replace(dwell, still=1)


def test_after_a_veto_the_next_proof_comes_a_dwell_later_but_the_sleep_is_as_old_as_it_is():
    dwell = vetoed(asleep(10.0), 0.0, 10.05)
    assert not is_due(dwell, 10.05 + NEEDED * 0.9)
    assert is_due(dwell, 10.05 + NEEDED)
    assert dwell.since == 10.0


def test_a_proof_that_took_long_is_asked_for_seldom():
    dwell = vetoed(asleep(10.0), took=0.1, now=10.15)
    assert not is_due(dwell, 10.15 + SHARE * 0.1 - 0.01)
    assert is_due(dwell, 10.15 + SHARE * 0.1)


def test_what_was_vetoed_rests_through_another_sleep():
    """A tree that wakes between two long proofs must not be asked for one at each of its sleeps."""
    dwell = vetoed(asleep(10.0), took=0.1, now=10.15)
    assert not is_due(looked(dwell, OTHER, 10.2), 10.2 + NEEDED)


def test_looks_are_a_period_apart_and_the_last_is_at_the_end_of_the_dwell():
    dwell = asleep(10.0)
    assert pause(dwell, 10.0, 0.0) == PERIOD
    assert pause(dwell, 10.0 + NEEDED - 0.004, 0.0) == pytest.approx(0.004)


def test_looking_takes_at_most_its_share_of_a_core():
    assert pause(asleep(10.0), 10.0, looking=0.01) == pytest.approx(SHARE * 0.01)
    assert pause(asleep(10.0), 10.0 + 2 * NEEDED, looking=0.0) <= 0


def test_who_is_plainly_at_work_is_looked_at_less_often_in_the_open_world():
    for world, longest in (("sealed", PERIOD), ("open", DWELL["open"] / LONG)):
        dwell = begun(DWELL[world], 10.0)
        for _ in range(SETTLED):
            assert pause(dwell, 10.0, 0.0001) == PERIOD
            dwell = looked(dwell, None, 10.0)
        assert pause(dwell, 10.0, 0.0001) == longest
        assert pause(looked(dwell, SLEEP, 10.0), 10.0, 0.0001) == PERIOD


def test_who_sleeps_on_is_looked_at_less_often_in_the_open_world_unless_somebody_polls():
    dwell = looked(begun(DWELL["open"], 10.0), SLEEP, 10.0)
    for _ in range(SETTLED):
        assert pause(dwell, 10.0, 0.0001) == PERIOD
        dwell = looked(dwell, SLEEP, 10.0)
    assert pause(dwell, 10.0, 0.0001) == DWELL["open"] / LONG
    assert pause(dwell, 10.0, 0.0001, polls=True) == PERIOD
    assert pause(dwell, 11.0 - 0.004, 0.0001) == pytest.approx(0.004)
    assert pause(looked(dwell, OTHER, 10.0), 10.0, 0.0001) == PERIOD


def test_looks_that_somebody_waits_for_come_sooner_but_have_their_share_as_well():
    assert hurry(0.0) == SOON < PERIOD
    assert hurry(0.01) == pytest.approx(HURRY * 0.01)
